package scf.websocket.connection;

import scf.websocket.testing.InMemoryConnectionStore;

class InMemoryConnectionStoreTest extends ConnectionStoreContract {
    private final InMemoryConnectionStore store = new InMemoryConnectionStore(clock);

    @Override
    ConnectionStore store() {
        return store;
    }
}
