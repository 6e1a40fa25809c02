using FlexCore.Hocon.Options;
using System.Collections;
using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Actors.Topics;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using FlexCore.Hocon;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Cli.Tests.Configuration;

public sealed class ConfigurationLoaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flexcore-config-");

    [Fact]
    public void The_built_in_defaults_are_those_of_the_option_classes()
    {
        var configuration = ConfigurationLoader.Load(Write(""), new Hashtable());

        OptionsReader.Read<CliOptions>(configuration, CliOptions.Section).ShouldBeEquivalentTo(new CliOptions());
        OptionsReader.Read<SqliteStoreOptions>(configuration, SqliteStoreOptions.Section).ShouldBeEquivalentTo(new SqliteStoreOptions());
        OptionsReader.Read<EntityOptions>(configuration, EntityOptions.Section).ShouldBeEquivalentTo(new EntityOptions());
        OptionsReader.Read<ActorOptions>(configuration, ActorOptions.Section).ShouldBeEquivalentTo(new ActorOptions());
        OptionsReader.Read<ActorSystemOptions>(configuration, ActorSystemOptions.Section).ShouldBeEquivalentTo(new ActorSystemOptions());
        OptionsReader.Read<TopicOptions>(configuration, TopicOptions.Section).ShouldBeEquivalentTo(new TopicOptions());
    }

    [Fact]
    public void A_file_wins_over_the_defaults_and_the_environment_over_the_file()
    {
        var file = Write("flexcore.journal { data-folder = from-file, shard-count = 16 }");
        var environment = new Hashtable { ["FLEXCORE_JOURNAL_DATA_FOLDER"] = "from-environment" };

        var options = OptionsReader.Read<SqliteStoreOptions>(ConfigurationLoader.Load(file, environment), SqliteStoreOptions.Section);

        options.DataFolder.ShouldBe("from-environment");
        options.ShardCount.ShouldBe(16);
        options.ReaderCountMax.ShouldBe(4);
    }

    [Fact]
    public void Variables_that_name_no_setting_are_not_ours() =>
        ConfigurationLoader.Load(Write(""), new Hashtable { ["FLEXCORE_HOME"] = "x", ["PATH"] = "y" })["flexcore:home"].ShouldBeNull();

    [Fact]
    public void A_named_file_that_is_missing_is_an_error() =>
        Should.Throw<CliException>(() => ConfigurationLoader.Load(Path.Combine(_folder.FullName, "none.conf"), new Hashtable()))
            .Message.ShouldContain("none.conf");

    [Fact]
    public void A_mistake_in_a_file_is_named_with_its_line()
    {
        var file = Write("flexcore {\n  journal { shard-count = }}}\n");

        Should.Throw<HoconException>(() => ConfigurationLoader.Load(file, new Hashtable())).Message.ShouldContain(":2:");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string text)
    {
        var path = Path.Combine(_folder.FullName, "test.conf");
        File.WriteAllText(path, text);
        return path;
    }
}
