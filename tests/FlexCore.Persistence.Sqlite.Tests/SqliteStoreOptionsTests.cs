namespace FlexCore.Persistence.Sqlite.Tests;

public sealed class SqliteStoreOptionsTests
{
    public static TheoryData<string, Action<SqliteStoreOptions>> OutOfRange => new()
    {
        { "shard-count = 0", options => options.ShardCount = 0 },
        { "shard-count = 65537", options => options.ShardCount = 65_537 },
        { "queue-capacity = 0", options => options.QueueCapacity = 0 },
        { "queue-bytes-max = 0", options => options.QueueBytesMax = 0 },
        { "commit-size-max = 0", options => options.CommitSizeMax = 0 },
        { "commit-size-max = 1000001", options => options.CommitSizeMax = 1_000_001 },
        { "index-batch-events = 0", options => options.IndexBatchEvents = 0 },
        { "index-batch-events = 10000001", options => options.IndexBatchEvents = 10_000_001 },
        { "wal-bytes = 1048575", options => options.WalBytes = 1_048_575 },
        { "database-bytes-max = -1", options => options.DatabaseBytesMax = -1 },
        { "reader-count-max = 0", options => options.ReaderCountMax = 0 },
        { "reader-count-max = 65", options => options.ReaderCountMax = 65 },
    };

    [Fact]
    public void The_defaults_are_valid() => Should.NotThrow(new SqliteStoreOptions().Validate);

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_value_out_of_range_is_refused_with_key_value_and_remedy(string expected, Action<SqliteStoreOptions> change)
    {
        var options = new SqliteStoreOptions();
        change(options);

        var error = Should.Throw<ArgumentException>(options.Validate);

        error.Message.ShouldStartWith($"flexcore.journal.{expected} is out of range. Set it to ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_store_needs_a_folder(string folder) =>
        Should.Throw<ArgumentException>(new SqliteStoreOptions { DataFolder = folder }.Validate).Message.ShouldContain("flexcore.journal.data-folder");

    [Fact]
    public async Task A_store_is_not_opened_with_a_value_out_of_range()
    {
        using var folder = new TempFolder();
        var options = StoreFixture.Options(folder);
        options.ShardCount = 0;

        await Should.ThrowAsync<ArgumentException>(() => SqliteStore.OpenAsync(options));
        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }
}
