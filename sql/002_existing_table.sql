-- Converts a two-column table created by hand after the chat room guide into the table of 001: case-sensitive ids as the
-- primary key. You can run it again; it does not change a table of 001. Rows with an invalid or duplicate id stay in
-- ConnectionID_List_before, which you may drop.

SET @scf_old = (SELECT COUNT(*) = 0 FROM information_schema.COLUMNS
  WHERE TABLE_SCHEMA = 'SCF_Demo' AND TABLE_NAME = 'ConnectionID_List' AND COLUMN_NAME = 'ConnectionID'
    AND COLUMN_KEY = 'PRI' AND COLLATION_NAME = 'ascii_bin');

SET @scf_sql = IF(@scf_old,
  'CREATE TABLE IF NOT EXISTS SCF_Demo.ConnectionID_List_after (
     ConnectionID VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
     `Date` DATETIME(3) NOT NULL,
     PRIMARY KEY (ConnectionID),
     KEY ConnectionID_List_Date (`Date`)
   ) ENGINE = InnoDB', 'DO 0');
PREPARE scf_statement FROM @scf_sql;
EXECUTE scf_statement;
DEALLOCATE PREPARE scf_statement;

-- Each row gets the current time: meaning and time zone of the old column are unknown, and these connections existed
-- a moment ago.
SET @scf_sql = IF(@scf_old,
  'INSERT IGNORE INTO SCF_Demo.ConnectionID_List_after (ConnectionID, `Date`)
   SELECT ConnectionID, UTC_TIMESTAMP(3) FROM SCF_Demo.ConnectionID_List
   WHERE ConnectionID REGEXP ''^[-A-Za-z0-9+/=_]+$'' AND CHAR_LENGTH(ConnectionID) <= 128', 'DO 0');
PREPARE scf_statement FROM @scf_sql;
EXECUTE scf_statement;
DEALLOCATE PREPARE scf_statement;

SET @scf_sql = IF(@scf_old,
  'RENAME TABLE SCF_Demo.ConnectionID_List TO SCF_Demo.ConnectionID_List_before,
                SCF_Demo.ConnectionID_List_after TO SCF_Demo.ConnectionID_List', 'DO 0');
PREPARE scf_statement FROM @scf_sql;
EXECUTE scf_statement;
DEALLOCATE PREPARE scf_statement;
