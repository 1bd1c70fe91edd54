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
 * The requests to one bucket. Each throws {@link scf.websocket.connection.StoreUnavailableException} if COS refuses it or does not answer
 * before the deadline. Thread-safe.
 */
final class CosBucket implements AutoCloseable {
    private static final int RETRIES = 1;

    private static final long BACKOFF_MILLIS = 50;

    /** A signature is used at once; this is for clocks that differ. */
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
        // A request that asks whether a request would be welcome.
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

    /** Stores an empty object, or makes one that is there new. */
    void put(String key, Deadline deadline) {
        calls.call(
                () -> {
                    ObjectMetadata nothing = new ObjectMetadata();
                    nothing.setContentLength(0);
                    return client.putObject(bucket, key, new ByteArrayInputStream(new byte[0]), nothing);
                },
                deadline);
    }

    /** Makes those objects new that are there: one request each, some at a time. */
    void renew(Collection<String> keys, Deadline deadline) {
        List<Callable<Boolean>> requests =
                keys.stream().<Callable<Boolean>>map(key -> () -> renew(key)).collect(Collectors.toList());
        calls.callAll(requests, deadline);
    }

    /** A copy onto itself, which, other than an upload, does not bring back what was deleted meanwhile. */
    private boolean renew(String key) {
        CopyObjectRequest copy = new CopyObjectRequest(bucket, key, bucket, key);
        copy.setSourceEndpointBuilder(new RegionEndpointBuilder(region));
        // COS refuses a copy onto itself that changes nothing.
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

    /** One that is not there is no error. */
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
     * The next objects in the order of their keys.
     *
     * @param marker key after which to begin, null for the first
     * @param size most objects, 1 to 1,000; COS may answer fewer even if more are left
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
