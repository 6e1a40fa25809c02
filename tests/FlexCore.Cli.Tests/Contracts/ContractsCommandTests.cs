using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Contracts;

public sealed class ContractsCommandTests : IDisposable
{
    private const string Types = """
        types:
          - type: OrderPlaced
            versions:
              - version: 1
                members: { total: number }
                example: { total: 12.50 }
                becomes: { amount: 12.50 }
                next: { rename: { total: amount } }
              - version: 2
                members: { amount: number }

        """;

    private readonly CliHarness _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task What_was_written_and_committed_is_checked_until_it_changes()
    {
        var types = _cli.Write("types/event-types.yaml", Types);
        await _cli.ShouldExitAsync(ExitCode.Success, "event", "contracts", "write", "--types", types);
        _cli.Out.ShouldContain("added    type OrderPlaced v1\n  + member total: number\n  + next rename total -> amount\n");
        _cli.Out.ShouldEndWith("EventContracts.txt: 1 type, 2 versions; review the difference and commit it\n");
        _cli.Clear();

        await _cli.ShouldExitAsync(ExitCode.Success, "event", "contracts", "check", "--types", types);
        _cli.Out.ShouldBe($"{_cli.PathOf("types/EventContracts.txt")}: 1 type, 2 versions, as reviewed\n");
        _cli.Clear();

        _cli.Write("types/event-types.yaml", Types.Replace("members: { amount: number }", "members: { amount: number, vip: boolean? }", StringComparison.Ordinal));
        await _cli.ShouldExitAsync(ExitCode.TestsFailed, "event", "contracts", "check", "--types", types);
        _cli.Out.ShouldStartWith("changed  type OrderPlaced v2\n  + member vip: boolean?\n".Replace("changed  type OrderPlaced v2\n  + ", "added    type OrderPlaced v2\n  + ", StringComparison.Ordinal));
        _cli.Out.ShouldContain("A version that was released never changes: declare the next one.");
    }

    [Fact]
    public async Task A_removed_and_a_changed_member_and_a_version_that_is_gone_are_shown()
    {
        var types = _cli.Write("event-types.yaml", Types);
        var contracts = _cli.PathOf("elsewhere.txt");
        await _cli.ShouldExitAsync(ExitCode.Success, "event", "contracts", "write", "--types", types, "--contracts", contracts);
        _cli.Clear();

        _cli.Write("event-types.yaml", "types: [{ type: OrderPlaced, versions: [{ version: 1, members: { total: text } }] }]");
        await _cli.ShouldExitAsync(ExitCode.TestsFailed, "event", "contracts", "check", "--types", types, "--contracts", contracts);

        _cli.Out.ShouldContain("changed  type OrderPlaced v1\n  - member total: number\n  - next rename total -> amount\n  - example {\"total\":12.50}\n  - reads {\"amount\":12.50}\n  + member total: text\n");
        _cli.Out.ShouldContain("removed  type OrderPlaced v2\n  - member amount: number\n");
    }

    [Fact]
    public async Task A_mistake_is_shown_with_its_line_and_a_remedy()
    {
        var types = _cli.Write("event-types.yaml", Types.Replace("becomes: { amount: 12.50 }", "becomes: { amount: 13 }", StringComparison.Ordinal));
        await _cli.ShouldExitAsync(ExitCode.InvalidConfiguration, "event", "contracts", "check", "--types", types);

        _cli.Out.ShouldContain($"{types}:7:18: invalid-value: The example of version 1 of 'OrderPlaced' becomes {{\"amount\":12.50}}, not {{\"amount\":13}}.");
        _cli.Out.ShouldContain("  7 |         becomes: { amount: 13 }");
        _cli.Out.ShouldContain("help: Correct the step, or what is expected of it.");
        File.Exists(_cli.PathOf("EventContracts.txt")).ShouldBeFalse();
    }

    [Fact]
    public async Task Scripts_read_json()
    {
        var types = _cli.Write("event-types.yaml", Types);
        await _cli.ShouldExitAsync(ExitCode.Success, "event", "contracts", "write", "--types", types);
        _cli.Write("EventContracts.txt", "type OrderPaid v1\n  member total: number\n");
        _cli.Clear();
        await _cli.ShouldExitAsync(ExitCode.TestsFailed, "event", "contracts", "check", "--types", types, "--output", "json");

        using var report = JsonDocument.Parse(_cli.Out);
        (report.RootElement.GetProperty("ok").GetBoolean(), report.RootElement.GetProperty("versions").GetInt32()).ShouldBe((false, 2));
        report.RootElement.GetProperty("differences").EnumerateArray().Select(found => found.GetProperty("title").GetString()).ShouldBe(["type OrderPlaced v1", "type OrderPlaced v2", "type OrderPaid v1"]);
        report.RootElement.GetProperty("differences")[2].GetProperty("removed")[0].GetString().ShouldBe("member total: number");
    }

    [Fact]
    public async Task The_file_is_the_configured_one()
    {
        var config = _cli.Write("node.conf", $"flexcore.events.types-file = \"{_cli.Write("mine.yaml", Types)}\"");
        await _cli.ShouldExitAsync(ExitCode.Success, "event", "contracts", "write", "--config", config);
        File.Exists(_cli.PathOf("EventContracts.txt")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_missing_is_named_with_what_to_do()
    {
        await _cli.ShouldExitAsync(ExitCode.InputUnavailable, "event", "contracts", "check", "--types", _cli.PathOf("none.yaml"));
        _cli.Error.ShouldContain("There are no declarations in");
        _cli.Error.ShouldContain("Name their file with --types, or set flexcore.events.types-file.");
        _cli.Clear();

        await _cli.ShouldExitAsync(ExitCode.InputUnavailable, "event", "contracts", "check", "--types", _cli.Write("event-types.yaml", Types));
        _cli.Error.ShouldContain("Write them with 'flexcore event contracts write', review the file and commit it.");
        await _cli.ShouldExitAsync(ExitCode.OutputUnavailable, "event", "contracts", "write", "--types", _cli.PathOf("event-types.yaml"), "--contracts", _cli.PathOf("no/such/folder.txt"));
    }
}
