-- The devices that are connected, and whose they are. A connection id is case-sensitive.
CREATE TABLE IF NOT EXISTS Device (
    ConnectionID VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    Owner VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    KEY (Owner)
);
