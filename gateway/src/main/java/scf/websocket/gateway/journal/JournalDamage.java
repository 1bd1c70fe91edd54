package scf.websocket.gateway.journal;

/**
 * What of a journal could not be read.
 *
 * @param records damaged lines: at least so many records are lost, more where whole lines were overwritten
 * @param bytes of them
 * @param firstByte where in the file the first of them begins
 * @param tornBytes of a last record that was being written when the machine stopped: nobody was told that it was recorded
 */
record JournalDamage(long records, long bytes, long firstByte, int tornBytes) {
    boolean isNone() {
        return records == 0;
    }
}
