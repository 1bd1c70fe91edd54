package scf.websocket.gateway.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.Failures;

/**
 * A journal in its own directory. One thread writes, and batches records that arrive meanwhile, so that they share a
 * flush of the disk. The queue is bounded by its producers: one record for each handshake in flight, and one for each
 * cleanup that has just succeeded.
 */
public final class FileJournal implements ConnectionJournal {
    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
    private static final int MAX_BATCH = 4096;
    private static final long RETRY_MILLIS = 1000;
    private static final long REWRITE_FROM_BYTES = 1 << 20;
    private static final int REWRITE_FACTOR = 4;

    /** A queued record; one without a listener needs no flush. */
    private record Entry(
            JournalRecord record,
            @Nullable OpenConnection opened,
            @Nullable CompletableFuture<Boolean> recorded) {
        Entry(JournalRecord record) {
            this(record, null, null);
        }

        byte[] lines() {
            OpenConnection connection = opened;
            return connection == null ? record.line() : JournalFile.lines(connection);
        }
    }

    /** Makes the writer stop. An interrupt would close its file. */
    private static final Entry STOP = new Entry(new JournalRecord.Closed(""));

    private final JournalLock lock;
    private final JournalFile file;
    private final JournalSync sync;
    private final List<OpenConnection> leftOpen;
    private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Thread writer = new Thread(this::run, "journal");

    /** Used only by the writer once it runs. The truth from which the file can be rewritten. */
    private final Map<String, OpenConnection> open = new HashMap<>();

    private final JournalDamage damage;
    private long openBytes;
    private volatile int size;
    private volatile boolean writable = true;

    private FileJournal(JournalLock lock, JournalFile file, JournalSync sync, JournalContent content) {
        this.lock = lock;
        this.file = file;
        this.sync = sync;
        this.damage = content.damage();
        this.leftOpen = List.copyOf(content.open());
        leftOpen.forEach(connection -> open.put(connection.id(), connection));
        this.openBytes = leftOpen.stream().mapToLong(FileJournal::lineBytes).sum();
        this.size = open.size();
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Locks the directory (creating it if it is missing), reads what the last run left, and starts the writer.
     *
     * @throws JournalException if the directory is unusable: it is locked by another gateway, not writable, or has the
     * format of another version
     */
    public static FileJournal open(Path folder, JournalSync sync) {
        return open(folder, sync, new JournalFile(folder));
    }

    static FileJournal open(Path folder, JournalSync sync, JournalFile file) {
        try {
            PrivateFiles.createFolder(folder);
            JournalLock lock = JournalLock.take(folder);
            try {
                return open(folder, sync, file, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException("--journal: " + folder + " cannot be used: " + Failures.line(e), e);
        }
    }

    private static FileJournal open(Path folder, JournalSync sync, JournalFile file, JournalLock lock)
            throws IOException {
        JournalContent content = JournalContent.read(JournalFile.path(folder));
        JournalDamage damage = content.damage();
        if (!damage.isNone()) {
            LOG.error(
                    "journal: {} damaged records, {} bytes, the first at byte {}; the sweep has to find a connection whose record"
                            + " was lost, and one whose end was lost is cleaned up again. {}",
                    damage.records(),
                    damage.bytes(),
                    damage.firstByte(),
                    DamagedFiles.keep(JournalFile.path(folder))
                            .map(copy -> "The file is kept as " + copy)
                            .orElse("The file is not kept: as many are as may be"));
        } else if (damage.tornBytes() > 0) {
            LOG.info("journal: the last {} bytes were being written when the last run ended", damage.tornBytes());
        }
        file.rewrite(content.open());
        return new FileJournal(lock, file, sync, content);
    }

    @Override
    public CompletionStage<Boolean> opened(OpenConnection connection) {
        CompletableFuture<Boolean> recorded = new CompletableFuture<>();
        if (stopping.get()) {
            recorded.complete(false);
        } else {
            entries.add(new Entry(new JournalRecord.Opened(connection.id(), connection.apiId()), connection, recorded));
        }
        return recorded;
    }

    @Override
    public void closed(String connectionId) {
        entries.add(new Entry(new JournalRecord.Closed(connectionId)));
    }

    @Override
    public void running(String connectionId) {
        entries.add(new Entry(new JournalRecord.Running(connectionId)));
    }

    @Override
    public void returned(String connectionId) {
        entries.add(new Entry(new JournalRecord.Returned(connectionId)));
    }

    @Override
    public boolean isAlive() {
        return stopping.get() || writer.isAlive();
    }

    @Override
    public List<OpenConnection> leftOpen() {
        return leftOpen;
    }

    @Override
    public long damagedRecords() {
        return damage.records();
    }

    @Override
    public long damagedBytes() {
        return damage.bytes();
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long bytes() {
        return file.bytes();
    }

    private void run() {
        List<Entry> batch = new ArrayList<>();
        boolean stop = false;
        while (!stop) {
            take(batch);
            stop = batch.remove(STOP);
            boolean done = write(batch);
            for (Entry entry : batch) {
                if (entry.recorded() != null) {
                    entry.recorded().complete(done);
                }
            }
            batch.clear();
        }
        leaveTidy();
    }

    private void take(List<Entry> batch) {
        try {
            Entry first = entries.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                entries.drainTo(batch, MAX_BATCH - 1);
            }
        } catch (InterruptedException e) {
            batch.add(STOP); // Only a terminating process interrupts this thread.
        }
    }

    /** After a clean drain only the header is left. */
    private void leaveTidy() {
        try {
            if (writable) {
                file.rewrite(open.values());
            }
        } catch (IOException e) {
            LOG.warn("journal: could not be compacted; the next start will do that: {}", Failures.line(e));
        }
    }

    /** Returns false if the waiting records must be reported as not written. */
    private boolean write(List<Entry> batch) {
        if (batch.isEmpty() && writable) {
            return true;
        }
        try {
            if (writable) {
                append(batch);
                batch.forEach(this::apply);
            } else {
                // The failed write left unknown content in the file, so rewrite it from memory.
                batch.forEach(this::apply);
                file.rewrite(open.values());
                LOG.info("journal: can be written again");
            }
            if (file.bytes() > REWRITE_FROM_BYTES && file.bytes() > REWRITE_FACTOR * openBytes) {
                file.rewrite(open.values());
            }
            writable = true;
            return true;
        } catch (IOException | RuntimeException | Error e) {
            // Catch everything: without this thread, every handshake would wait forever.
            failed(batch, e);
            return false;
        } finally {
            size = open.size();
        }
    }

    private void append(List<Entry> batch) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(64 * batch.size());
        boolean awaited = false;
        for (Entry entry : batch) {
            lines.writeBytes(entry.lines());
            awaited |= entry.recorded() != null;
        }
        file.append(lines.toByteArray(), awaited && sync == JournalSync.FORCE);
    }

    private void apply(Entry entry) {
        String id = entry.record().id();
        OpenConnection opened = entry.opened();
        if (opened != null) {
            open.put(id, opened);
            openBytes += lineBytes(opened);
        } else if (entry.record() instanceof JournalRecord.Closed) {
            forget(id);
        } else {
            boolean running = entry.record() instanceof JournalRecord.Running;
            open.computeIfPresent(id, (same, connection) -> connection.running(running));
        }
    }

    private void forget(String id) {
        OpenConnection connection = open.remove(id);
        openBytes -= connection == null ? 0 : lineBytes(connection);
    }

    /** Rejected connections are not open; records of ended ones are kept. */
    private void failed(List<Entry> batch, Throwable failure) {
        if (writable) {
            LOG.error("journal: cannot be written, rejecting new clients until it can: {}", Failures.line(failure));
        }
        writable = false;
        for (Entry entry : batch) {
            if (entry.opened() != null) {
                forget(entry.record().id());
            } else {
                apply(entry);
            }
        }
    }

    private static long lineBytes(OpenConnection connection) {
        return connection.id().length() + connection.apiId().length() + 12L;
    }

    @Override
    public void close() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        entries.add(STOP);
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
            file.close();
            lock.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
