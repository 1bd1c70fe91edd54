-- Sees what 001 made.
INSERT IGNORE INTO demo.note VALUES (1, '你好');
