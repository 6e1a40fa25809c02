using FlexCore.Hocon.Options;
using System.Collections;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using FlexCore.Hocon;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Cli.Tests.Configuration;

/// <summary>Which layer wins for one key.</summary>
public sealed class ConfigurationLayerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flexcore-cli-");

    public static TheoryData<string?, string?, int> Layers => new()
    {
        { null, null, new SqliteStoreOptions().ShardCount },
        { "8", null, 8 },
        { null, "16", 16 },
        { "8", "16", 16 },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_environment_goes_before_the_file_and_the_file_before_the_default(string? inFile, string? inEnvironment, int expected)
    {
        var text = inFile is null ? "# nothing" : $"flexcore.journal.shard-count = {inFile}";
        var environment = new Hashtable();
        if (inEnvironment is not null)
        {
            environment["FLEXCORE_JOURNAL_SHARD_COUNT"] = inEnvironment;
        }

        Read(text, environment).ShardCount.ShouldBe(expected);
    }

    [Theory]
    [InlineData("flexcore_journal_shard_count")]
    [InlineData("JOURNAL_SHARD_COUNT")]
    [InlineData("FLEXCORE_JOURNAL_SHARDCOUNT")]
    [InlineData("FLEXCORE_HOME")]
    public void A_variable_that_names_no_setting_is_left_alone(string variable) =>
        Read("", new Hashtable { [variable] = "16" }).ShardCount.ShouldBe(new SqliteStoreOptions().ShardCount);

    [Fact]
    public void A_wrong_value_in_the_environment_is_refused_with_the_key() =>
        Should.Throw<ConfigurationException>(() => Read("", new Hashtable { ["FLEXCORE_JOURNAL_SHARD_COUNT"] = "many" }))
            .Message.ShouldContain("flexcore.journal.shard-count");

    [Fact]
    public void A_mistake_in_the_file_is_shown_with_its_line()
    {
        var error = Should.Throw<HoconException>(() => Read("flexcore {\n  journal {\n", new Hashtable()));

        FailureMap.CodeOf(error).ShouldBe(ExitCode.InvalidConfiguration);
    }

    [Fact]
    public void An_unknown_key_in_the_file_is_refused() =>
        Should.Throw<ConfigurationException>(() => Read("flexcore.journal.shards = 8", new Hashtable())).Message.ShouldContain("'flexcore.journal.shards'");

    [Fact]
    public void A_named_file_that_is_missing_is_refused() =>
        Should.Throw<CliException>(() => ConfigurationLoader.Load(Path.Combine(_folder.FullName, "none.conf"), new Hashtable()))
            .Message.ShouldContain("none.conf");

    public void Dispose() => _folder.Delete(recursive: true);

    private SqliteStoreOptions Read(string text, Hashtable environment)
    {
        var path = Path.Combine(_folder.FullName, "flexcore.conf");
        File.WriteAllText(path, text);
        return OptionsReader.Read<SqliteStoreOptions>(ConfigurationLoader.Load(path, environment), SqliteStoreOptions.Section);
    }
}
