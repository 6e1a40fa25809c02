using System.Collections;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.Terminal;
using Microsoft.Extensions.Logging;

namespace FlexCore.Cli.Tests.Configuration;

public sealed class SettingLogTests : IDisposable
{
    private readonly CliHarness _cli = new();

    [Theory]
    [InlineData("FLEXCORE_POSTGRES_PASWORD", "Did you mean 'FLEXCORE_POSTGRES_PASSWORD'?")]
    [InlineData("FLEXCORE_CLUSTER_NODENAME", "Did you mean 'FLEXCORE_CLUSTER_NODE_NAME'?")]
    [InlineData("FLEXCORE_Q", "'flexcore config render' lists all settings.")]
    public void A_variable_that_sets_nothing_is_warned_of_with_the_nearest_name_and_without_its_value(string name, string hint) =>
        Warnings(string.Empty, (name, "s3cret")).ShouldBe([$"warning 5001 FlexCore.Settings: The variable {name} has no effect: no setting is called so. {hint}"]);

    [Fact]
    public void Every_such_variable_is_named_once_in_alphabetical_order() =>
        Warnings(string.Empty, ("FLEXCORE_B", "1"), ("FLEXCORE_A", "1"), ("FLEXCORE_JOURNAL_SHARD_COUNT", "8")).Select(static line => line.Split(' ')[5]).ShouldBe(["FLEXCORE_A", "FLEXCORE_B"]);

    [Theory]
    [InlineData("FLEXCORE_NODE")]
    [InlineData("FLEXCORE_MASTER_KEY")]
    [InlineData("FLEXCORE_CLUSTER_PG_PORT")]
    [InlineData("FLEXCORE_CLUSTER_NODE_NAME")]
    [InlineData("FLEXCORED")]
    [InlineData("PATH")]
    public void A_variable_that_somebody_reads_or_that_is_of_others_is_no_mistake(string name) => Warnings(string.Empty, (name, "x")).ShouldBeEmpty();

    [Fact]
    public void The_variable_of_the_master_key_may_have_another_name() =>
        Warnings("flexcore.privacy.master-key-variable = FLEXCORE_OUR_KEY", ("FLEXCORE_OUR_KEY", "x")).ShouldBeEmpty();

    public void Dispose() => _cli.Dispose();

    private string[] Warnings(string text, params (string Name, string Value)[] environment)
    {
        using var written = new StringWriter { NewLine = "\n" };
        using var logs = new ErrorLoggerFactory(written, verbose: false);
        new SettingLog(logs.CreateLogger("FlexCore.Settings")).WarnOfVariables(_cli.Write("a.conf", text), new Hashtable(environment.ToDictionary(static one => one.Name, static one => one.Value)));
        return written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
