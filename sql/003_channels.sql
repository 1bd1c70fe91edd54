-- Creates the tables of the application with channels. You can run it again; it leaves existing objects unchanged.

-- Name: case-sensitive
-- Epoch: random; a channel that has lost its history begins again at 1 with another one
-- Top: the number of the last publication, 0 for none
-- Expires: milliseconds since 1970; an unused channel is removed then
CREATE TABLE IF NOT EXISTS SCF_Demo.Channel (
  Name VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  Epoch VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  Top BIGINT NOT NULL,
  Expires BIGINT NOT NULL,
  PRIMARY KEY (Name),
  KEY Channel_Expires (Expires)
) ENGINE = InnoDB;

-- Seq: without gaps in each epoch of the channel
-- Data, ConnectionInfo, ChannelInfo, Tags: JSON in UTF-8
-- UserName, Client, ConnectionInfo, ChannelInfo: who published; NULL for a server
-- CommandKey: a digest; a command that is repeated finds its first publication
-- PublishedAt, Expires: milliseconds since 1970
CREATE TABLE IF NOT EXISTS SCF_Demo.Publication (
  Channel VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  Seq BIGINT NOT NULL,
  CommandKey BINARY(16) NOT NULL,
  Data MEDIUMBLOB NOT NULL,
  UserName VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  Client VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ConnectionInfo BLOB NULL,
  ChannelInfo BLOB NULL,
  Tags BLOB NULL,
  PublishedAt BIGINT NOT NULL,
  Expires BIGINT NOT NULL,
  PRIMARY KEY (Channel, Seq),
  UNIQUE KEY Publication_Command (Channel, CommandKey),
  KEY Publication_Expires (Expires)
) ENGINE = InnoDB;

-- Protobuf: whether the client takes bytes; otherwise JSON
-- Announced: whether the other subscribers learn that this one leaves
-- Since, Expires: milliseconds since 1970; Expires is NULL for a subscription without a token
CREATE TABLE IF NOT EXISTS SCF_Demo.Subscription (
  Channel VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  ConnectionID VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  Client VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  UserName VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  ConnectionInfo BLOB NULL,
  ChannelInfo BLOB NULL,
  Protobuf BOOLEAN NOT NULL,
  Announced BOOLEAN NOT NULL,
  Since BIGINT NOT NULL,
  Expires BIGINT NULL,
  PRIMARY KEY (Channel, ConnectionID),
  KEY Subscription_Connection (ConnectionID),
  KEY Subscription_Expires (Expires)
) ENGINE = InnoDB;

-- Blocks and mutes of users. A row ends with its time; it is removed later
-- UserName: in UTF-8, compared byte by byte
-- Channel: empty for all
-- Kind: block or mute
-- Expires: milliseconds since 1970; the greatest number for never
CREATE TABLE IF NOT EXISTS SCF_Demo.UserRestriction (
  UserName VARBINARY(255) NOT NULL,
  Channel VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  Kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  Expires BIGINT NOT NULL,
  PRIMARY KEY (UserName, Channel, Kind),
  KEY UserRestriction_Expires (Expires)
) ENGINE = InnoDB;

-- The connections on which users have signed in lately: a gateway may not know yet whose they are
-- Expires: milliseconds since 1970, longer than any event takes
CREATE TABLE IF NOT EXISTS SCF_Demo.SignIn (
  ConnectionID VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  UserName VARBINARY(255) NOT NULL,
  Expires BIGINT NOT NULL,
  PRIMARY KEY (ConnectionID),
  KEY SignIn_User (UserName, Expires),
  KEY SignIn_Expires (Expires)
) ENGINE = InnoDB;

-- How much of their rates users have used: one row for each user and bucket that was used lately
-- Bucket: a digest of both
-- Due: microseconds since 1970; each command moves it, and a bucket whose time is not over is partly used
-- Expires: microseconds since 1970, after Due
CREATE TABLE IF NOT EXISTS SCF_Demo.CommandRate (
  Bucket BINARY(16) NOT NULL,
  Due BIGINT NOT NULL,
  Expires BIGINT NOT NULL,
  PRIMARY KEY (Bucket),
  KEY CommandRate_Expires (Expires)
) ENGINE = InnoDB;
