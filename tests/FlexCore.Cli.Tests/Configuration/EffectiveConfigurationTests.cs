using System.Collections;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using FlexCore.Hocon;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Cli.Tests.Configuration;

public sealed class EffectiveConfigurationTests : IDisposable
{
    private readonly CliHarness _cli = new();

    [Fact]
    public void Without_a_file_everything_is_a_default_with_its_line()
    {
        var effective = Load(null);

        effective.Settings.ShouldAllBe(setting => setting.IsDefault && setting.Origin.StartsWith("reference.conf:"));
        effective.Settings.Select(setting => setting.Key).ShouldBe(effective.Known, ignoreOrder: true);
        effective.File.ShouldBeNull();
    }

    [Fact]
    public void A_file_wins_over_defaults_and_a_variable_over_the_file()
    {
        var file = _cli.Write("a.conf", "flexcore.journal {\n  data-folder = mine\n  shard-count = 8\n}\n");
        var effective = Load(file, ("FLEXCORE_JOURNAL_SHARD_COUNT", "16"));

        effective.Find("flexcore.journal.data-folder").ShouldBe(new EffectiveSetting("flexcore.journal.data-folder", "mine", $"{file}:2", IsDefault: false));
        effective.Find("FLEXCORE.Journal.Shard-Count").ShouldBe(new EffectiveSetting("flexcore.journal.shard-count", "16", "environment FLEXCORE_JOURNAL_SHARD_COUNT", IsDefault: false));
        effective.Find("flexcore.journal.nothing").ShouldBeNull();
    }

    /// <summary>What is shown is what is used.</summary>
    [Fact]
    public void Every_value_is_the_one_that_the_program_reads()
    {
        var file = _cli.Write("a.conf", "flexcore.cli.progress-interval = 1s\nmine = 7\nflexcore.streams.parallelism = ${mine}\n");
        var environment = new Hashtable { ["FLEXCORE_CLI_PLAIN_PROGRESS_INTERVAL"] = "9s" };
        var used = ConfigurationLoader.Load(file, environment);

        var effective = EffectiveConfiguration.Load(file, environment);

        effective.Settings.Count.ShouldBeGreaterThan(30);
        foreach (var setting in effective.Settings)
        {
            used[setting.Key.Replace('.', ':')].ShouldBe(setting.Value, setting.Key);
        }
    }

    [Theory]
    [InlineData("flexcore.http.password", true)]
    [InlineData("flexcore.telemetry.otlp.headers", true)]
    [InlineData("flexcore.store.connection-string", true)]
    [InlineData("flexcore.api.access-token", true)]
    [InlineData("flexcore.actors.entity.idempotency-keys-max", false)]
    [InlineData("flexcore.journal.data-folder", false)]
    public void Secrets_are_known_by_their_names(string key, bool expected) => SecretKeys.IsSecret(key).ShouldBe(expected);

    [Fact]
    public void A_secret_is_not_shown()
    {
        var effective = Load(_cli.Write("a.conf", "flexcore.api.token = hunter2\nflexcore.empty.token = \"\"\n"));

        effective.Find("flexcore.api.token")?.Value.ShouldBe("***");
        effective.Find("flexcore.empty.token")?.Value.ShouldBeEmpty();
    }

    [Fact]
    public void A_named_file_must_exist() =>
        Should.Throw<CliException>(() => Load(_cli.PathOf("none.conf"))).ExitCode.ShouldBe(ExitCode.InvalidConfiguration);

    [Fact]
    public void A_mistake_has_its_place() =>
        Should.Throw<HoconException>(() => Load(_cli.Write("a.conf", "a {\n"))).Origin.Line.ShouldBe(2);

    public void Dispose() => _cli.Dispose();

    private static EffectiveConfiguration Load(string? file, params (string Name, string Value)[] environment)
    {
        var variables = new Hashtable();
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return EffectiveConfiguration.Load(file, variables);
    }
}
