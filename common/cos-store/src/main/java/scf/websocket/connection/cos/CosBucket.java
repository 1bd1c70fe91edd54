package scf.websocket.connection.cos;

import com.qcloud.cos.COSClient;
import com.qcloud.cos.ClientConfig;
import com.qcloud.cos.auth.COSCredentialsProvider;
import com.qcloud.cos.endpoint.RegionEndpointBuilder;
import com.qcloud.cos.endpoint.UserSpecifiedEndpointBuilder;
import com.qcloud.cos.exception.CosServiceException;
import com.qcloud.cos.http.HttpProtocol;
import com.qcloud.cos.model.CopyObjectRequest;
import com.qcloud.cos.model.DeleteObjectsRequest;
import com.qcloud.cos.model.ListObjectsRequest;
import com.qcloud.cos.model.ObjectListing;
import com.qcloud.cos.model.ObjectMetadata;
import com.qcloud.cos.region.Region;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.push.Deadline;

/**
 * Sends requests to one bucket. Each method throws {@link scf.websocket.connection.StoreUnavailableException} if COS
 * rejects the request or does not answer before the deadline. Thread-safe.
 */
final class CosBucket implements AutoCloseable {
    private static final int RETRIES = 1;

    private static final long BACKOFF_MILLIS = 50;

    /** Signatures are used at once; the validity allows for clock skew. */
    private static final long SIGNATURE_SECONDS = 600;

    private final COSClient client;
    private final String bucket;
    private final Region region;
    private final CosCalls calls = new CosCalls();

    private CosBucket(COSClient client, String bucket, Region region) {
        this.client = client;
        this.bucket = bucket;
        this.region = region;
    }

    /** @throws scf.websocket.config.SettingsException if the bucket or its region is missing */
    static CosBucket of(Settings settings, COSCredentialsProvider credentials) {
        String bucket = settings.text(Setting.COS_BUCKET);
        Region region = new Region(settings.find(Setting.COS_REGION)
                .or(() -> settings.variable("TENCENTCLOUD_REGION"))
                .orElseGet(() -> settings.text(Setting.COS_REGION)));
        return new CosBucket(new COSClient(credentials, config(settings, region)), bucket, region);
    }

    private static ClientConfig config(Settings settings, Region region) {
        int timeout = settings.number(Setting.COS_REQUEST_TIMEOUT_MILLIS);
        ClientConfig config = new ClientConfig(region);
        config.setConnectionRequestTimeout(timeout);
        config.setConnectionTimeout(timeout);
        config.setSocketTimeout(timeout);
        config.setMaxConnectionsCount(CosCalls.PARALLELISM);
        config.setMaxErrorRetry(RETRIES);
        config.setMaxErrorRetryForCopyRequest(RETRIES);
        config.setRetryPolicy(new CosRetry());
        config.setBackoffStrategy(retry -> BACKOFF_MILLIS);
        config.setSignExpired(SIGNATURE_SECONDS);
        // Disables the SDK's preflight requests.
        config.setCheckPreflightStatus(false);
        config.setPrintShutdownStackTrace(false);
        settings.find(Setting.COS_ENDPOINT).ifPresent(endpoint -> direct(config, URI.create(endpoint)));
        return config;
    }

    private static void direct(ClientConfig config, URI endpoint) {
        config.setHttpProtocol("http".equals(endpoint.getScheme()) ? HttpProtocol.http : HttpProtocol.https);
        config.setEndpointBuilder(
                new UserSpecifiedEndpointBuilder(endpoint.getRawAuthority(), endpoint.getRawAuthority()));
    }

    /** Stores an empty object; renews the modification time of an existing one. */
    void put(String key, Deadline deadline) {
        calls.call(
                () -> {
                    ObjectMetadata nothing = new ObjectMetadata();
                    nothing.setContentLength(0);
                    return client.putObject(bucket, key, new ByteArrayInputStream(new byte[0]), nothing);
                },
                deadline);
    }

    /** Renews the modification times of the objects that exist: one request each, with bounded concurrency. */
    void renew(Collection<String> keys, Deadline deadline) {
        List<Callable<Boolean>> requests =
                keys.stream().<Callable<Boolean>>map(key -> () -> renew(key)).collect(Collectors.toList());
        calls.callAll(requests, deadline);
    }

    /** Copies the object onto itself. Unlike an upload, this does not recreate a deleted object. */
    private boolean renew(String key) {
        CopyObjectRequest copy = new CopyObjectRequest(bucket, key, bucket, key);
        copy.setSourceEndpointBuilder(new RegionEndpointBuilder(region));
        // COS rejects a copy onto itself that changes nothing.
        copy.setNewObjectMetadata(new ObjectMetadata());
        copy.setMetadataDirective("Replaced");
        try {
            client.copyObject(copy);
            return true;
        } catch (CosServiceException e) {
            if (e.getStatusCode() == 404) {
                return false;
            }
            throw e;
        }
    }

    boolean exists(String key, Deadline deadline) {
        return calls.call(() -> client.doesObjectExist(bucket, key), deadline);
    }

    /** Deletes an object; does nothing if it does not exist. */
    void delete(String key, Deadline deadline) {
        calls.call(
                () -> {
                    client.deleteObject(bucket, key);
                    return true;
                },
                deadline);
    }

    /** @param keys 1 to 1,000 */
    void deleteAll(Collection<String> keys, Deadline deadline) {
        DeleteObjectsRequest request = new DeleteObjectsRequest(bucket)
                .withKeys(keys.toArray(new String[0]))
                .withQuiet(true);
        calls.call(() -> client.deleteObjects(request), deadline);
    }

    /**
     * Lists objects in the order of their keys.
     *
     * @param marker the key after which the list begins, null for the beginning
     * @param size the maximum number of objects, 1 to 1,000; COS may return fewer even if more exist
     */
    ObjectListing list(String prefix, @Nullable String marker, int size, Deadline deadline) {
        ListObjectsRequest request = new ListObjectsRequest();
        request.setBucketName(bucket);
        request.setPrefix(prefix);
        request.setMarker(marker);
        request.setMaxKeys(size);
        return calls.call(() -> client.listObjects(request), deadline);
    }

    @Override
    public void close() {
        calls.close();
        client.shutdown();
    }
}
