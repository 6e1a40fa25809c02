using FlexCore.Persistence.PostgreSql.Settings;

namespace FlexCore.Persistence.PostgreSql.Tests.Settings;

public sealed class PostgresStoreOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Should.NotThrow(new PostgresStoreOptions().Validate);

    [Fact]
    public void Each_value_out_of_range_is_named_with_its_key()
    {
        Refuses("schema", options => options.Schema = "Flex Core");
        Refuses("port", options => options.Port = 0);
        Refuses("shard-count", options => options.ShardCount = 0);
        Refuses("writer-connections", options => options.WriterConnections = 65);
        Refuses("reader-connections-max", options => options.ReaderConnectionsMax = 0);
        Refuses("queue-capacity", options => options.QueueCapacity = 0);
        Refuses("queue-bytes-max", options => options.QueueBytesMax = 0);
        Refuses("commit-size-max", options => options.CommitSizeMax = 0);
        Refuses("connect-timeout", options => options.ConnectTimeout = TimeSpan.Zero);
        Refuses("command-timeout", options => options.CommandTimeout = TimeSpan.FromHours(2));
        Refuses("lock-timeout", options => options.LockTimeout = options.CommandTimeout + TimeSpan.FromSeconds(1));
        Refuses("outage-patience", options => options.OutagePatience = TimeSpan.FromSeconds(-1));
        Refuses("poll-interval", options => options.PollInterval = TimeSpan.Zero);
        Refuses("poll-interval-with-hints", options => options.PollIntervalWithHints = TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData("flexcore", true)]
    [InlineData("f_2", true)]
    [InlineData("", false)]
    [InlineData("2f", false)]
    [InlineData("f;DROP", false)]
    [InlineData("\"f\"", false)]
    [InlineData("Ünicode", false)]
    public void A_schema_name_needs_no_quoting(string name, bool isValid) => SchemaName.IsValid(name).ShouldBe(isValid);

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void A_schema_name_is_as_long_as_the_server_keeps(int length, bool isValid) => SchemaName.IsValid(new string('f', length)).ShouldBe(isValid);

    private static void Refuses(string key, Action<PostgresStoreOptions> change)
    {
        var options = new PostgresStoreOptions();
        change(options);
        Should.Throw<ArgumentException>(options.Validate).Message.ShouldStartWith($"flexcore.postgres.{key} = ");
    }
}
