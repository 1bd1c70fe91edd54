package scf.websocket.connection;

import scf.websocket.testing.InMemoryConnectionStore;

class InMemoryConnectionStoreTest extends ConnectionStoreContract {
    private final InMemoryConnectionStore store = new InMemoryConnectionStore(clock);

    @Override
    protected ConnectionStore store() {
        return store;
    }
}
