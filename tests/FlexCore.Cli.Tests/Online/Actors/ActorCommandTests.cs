using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online.Actors;

public sealed class ActorCommandTests : IDisposable
{
    private const string Tree = """
        {"nodes":[{"node":"node-1","kinds":[{"kind":"event-topic","entities":2,"mailbox":1,"messagesPerSecond":1234.5,"stranded":0,"shards":[{"shard":7,"entities":2}]},{"kind":"pipeline","entities":0,"mailbox":0,"messagesPerSecond":0,"stranded":0,"shards":[]}]},
                  {"node":"node-2","kinds":[{"kind":"event-topic","entities":1,"mailbox":0,"messagesPerSecond":0,"stranded":1,"shards":[{"shard":3,"entities":1}]}]}],
         "missing":[{"node":"node-3","reason":"it does not answer within 3 s"}]}
        """;

    private const string List = """
        {"total":40,"missing":[{"node":"node-3","reason":"gone"}],"actors":[
         {"node":"node-1","kind":"event-topic","key":"hits","shard":75,"phase":"ready","mailbox":3,"messagesPerSecond":2.4,"messages":1000,"restarts":1,"idleSeconds":3.8,"lastFailure":"the disk is full"}]}
        """;

    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task The_hierarchy_names_each_node_once_and_says_who_is_missing()
    {
        _online.Node.On("GET /api/v1/actors/hierarchy", Tree);

        await _online.ShouldExitAsync(ExitCode.Success, "actor", "hierarchy", "--on", "node-1");

        _online.Node.Seen.ShouldBe(["GET /api/v1/actors/hierarchy?node=node-1"]);
        _online.Cli.Out.ShouldBe("""
            NODE    KIND         ENTITIES  MAILBOX  MSG/s    STRANDED
            node-1  event-topic  2         1        1,234.5  0
                    pipeline     0         0        0        0
            node-2  event-topic  1         0        0        1

            """.ReplaceLineEndings("\n"));
        _online.Cli.Error.ShouldBe("node-3 is missing: it does not answer within 3 s\n");
    }

    [Fact]
    public async Task The_hierarchy_goes_down_to_shards()
    {
        _online.Node.On("GET /api/v1/actors/hierarchy", Tree);

        await _online.ShouldExitAsync(ExitCode.Success, "actor", "hierarchy", "-s");

        _online.Cli.Out.ShouldBe("""
            NODE    KIND         SHARD  ENTITIES
            node-1  event-topic  7      2
            node-2  event-topic  3      1

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Top_shows_as_many_readings_as_wanted()
    {
        _online.Node.On("GET /api/v1/actors", List);

        await _online.ShouldExitAsync(ExitCode.Success, "actor", "top", "--count", "1", "--kind", "event-topic", "--order", "mailbox", "--limit", "5", "--shard", "75");

        _online.Node.Seen.ShouldBe(["GET /api/v1/actors?kind=event-topic&shard=75&order=mailbox&limit=5"]);
        _online.Cli.Out.ShouldContain("40 entities in memory, 1 shown\nnode-3 is missing: gone\n");
        _online.Cli.Out.ShouldContain("event-topic  hits  node-1  75     ready  3        2.4    1,000     1         3.8 s  the disk is full\n");
    }

    [Fact]
    public async Task Top_for_scripts_is_a_line_a_reading()
    {
        _online.Node.On("GET /api/v1/actors", List);

        await _online.ShouldExitAsync(ExitCode.Success, "actor", "top", "-n", "2", "--interval", "0.1", "-o", "json");

        _online.Cli.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        _online.Cli.Out.ShouldStartWith("{\"total\":40,");
    }

    [Fact]
    public async Task One_entity_is_inspected_with_its_state()
    {
        _online.Node.On("GET /api/v1/actors/pipeline/hits", """
            {"entity":"default/pipeline/hits","node":"node-2","shard":67,"epoch":2,"version":1234,"state":{"note":"a \"b\" \u001b[2J"},"stateBytes":24,"timer":"wake","timerDue":"2026-01-02T03:04:05Z",
             "actor":{"node":"node-2","kind":"pipeline","key":"hits","shard":67,"phase":"ready","mailbox":0,"messagesPerSecond":0.5,"messages":4,"restarts":0,"idleSeconds":5.4}}
            """);

        await _online.ShouldExitAsync(ExitCode.Success, "actor", "inspect", "pipeline/hits");

        _online.Cli.Out.ShouldContain("version   1,234\n");
        _online.Cli.Out.ShouldContain("timer     wake, due 2026-01-02 03:04:05Z\n");
        _online.Cli.Out.ShouldContain("\"note\": \"a \\\"b\\\" \\u001B[2J\"\n");
        _online.Cli.Out.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task A_state_that_cannot_be_shown_is_said()
    {
        _online.Node.On("GET /api/v1/actors/account/a", """{"entity":"default/account/a","node":"node-2","shard":67,"version":1}""");

        await _online.ShouldExitAsync(ExitCode.Success, "actor", "inspect", "account/a");

        _online.Cli.Out.ShouldContain("state    this kind has no snapshots, so its state cannot be shown\n");
    }

    [Theory]
    [InlineData("hits")]
    [InlineData("pipeline/")]
    [InlineData("/hits")]
    [InlineData("default/pipeline/hits")]
    public async Task What_names_no_entity_is_refused_before_anything_is_sent(string name)
    {
        await _online.ShouldExitAsync(ExitCode.Usage, "actor", "inspect", name);

        _online.Cli.Error.ShouldContain($"'{name}' names no entity");
        _online.Node.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--order", "size")]
    [InlineData("--limit", "0")]
    [InlineData("--limit", "1001")]
    [InlineData("--shard", "x")]
    [InlineData("--interval", "0")]
    [InlineData("--count", "-1")]
    public async Task A_wrong_option_is_named(string option, string value)
    {
        await _online.ShouldExitAsync(ExitCode.Usage, "actor", "top", option, value);

        _online.Cli.Error.ShouldContain(value);
        _online.Node.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_node_refuses_is_told()
    {
        _online.Node.Refuses("GET /api/v1/actors/pipeline/nobody", 404, "entity-not-found", "There is no entity 'pipeline/nobody'.");

        await _online.ShouldExitAsync(ExitCode.NodeRefused, "actor", "inspect", "pipeline/nobody");

        _online.Cli.Error.ShouldContain("There is no entity");
    }

    public void Dispose() => _online.Dispose();
}
