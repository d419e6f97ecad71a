"""Files of call detail records: kept while they are downloaded, unpacked and read."""
