package scf.websocket.gateway.journal;

/**
 * Damage in a journal.
 *
 * @param records damaged lines, a lower bound for lost records if whole lines were overwritten
 * @param bytes damaged bytes
 * @param firstByte position of the first damage in the file
 * @param tornBytes of a last record that was being written at the crash and was not confirmed to anyone
 */
record JournalDamage(long records, long bytes, long firstByte, int tornBytes) {
    boolean isNone() {
        return records == 0;
    }
}
