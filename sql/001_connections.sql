-- Creates the table of connections. You can run it again; it leaves existing objects unchanged.

CREATE DATABASE IF NOT EXISTS SCF_Demo DEFAULT CHARACTER SET utf8mb4;

-- ConnectionID: opaque and case-sensitive, 1 to 128 characters of A-Z a-z 0-9 + / = _ -
-- Date: UTC; when the connection was last known to be open
CREATE TABLE IF NOT EXISTS SCF_Demo.ConnectionID_List (
  ConnectionID VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `Date` DATETIME(3) NOT NULL,
  PRIMARY KEY (ConnectionID),
  KEY ConnectionID_List_Date (`Date`)
) ENGINE = InnoDB;
