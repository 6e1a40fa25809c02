using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online;

public sealed class MessageCommandTests : IDisposable
{
    private const string List = """{"items":[{"name":"orders.place","module":"orders","summary":"Places an order.","permission":"p","fields":[{"name":"item","type":"string","required":true},{"name":"note","type":"string","required":false}]}]}""";

    private readonly OnlineHarness _online = new();

    public void Dispose() => _online.Dispose();

    [Theory]
    [InlineData("command", "commands", "COMMAND")]
    [InlineData("query", "queries", "QUERY  ")]
    public async Task List_shows_names_and_fields(string group, string path, string header)
    {
        _online.Node.On($"GET /api/v1/{path}", List);

        await _online.ShouldExitAsync(ExitCode.Success, group, "list");

        _online.Cli.Out.ShouldStartWith(header);
        _online.Cli.Out.ShouldContain("orders.place  item [note]  orders  Places an order.");
    }

    [Fact]
    public async Task Send_shows_what_came_of_it()
    {
        _online.Node.On("POST /api/v1/commands/orders.place", """{"commandId":"k","result":{"order":7},"effects":[],"token":"3:9","replayed":true}""");

        await _online.ShouldExitAsync(ExitCode.Success, "command", "send", "orders.place", "{\"item\":\"x\"}", "--key", "k");

        _online.Cli.Out.ShouldBe("id        k\nresult    {\"order\":7}\ntoken     3:9\nreplayed  yes\n");
    }

    [Fact]
    public async Task Run_writes_the_answer_and_says_how_long_to_wait()
    {
        _online.Node.On("POST /api/v1/queries/orders.get", """{"result":{"order":7}}""");

        await _online.ShouldExitAsync(ExitCode.Success, "query", "run", "orders.get", "--token", "3:9", "--wait", "2");

        _online.Cli.Out.ShouldBe("{\"order\":7}\n");
        _online.Node.Seen.ShouldBe(["POST /api/v1/queries/orders.get?wait=2 {}"]);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("601")]
    [InlineData("soon")]
    public async Task A_wait_out_of_range_is_refused(string wait)
    {
        await _online.Cli.ShouldExitAsync(ExitCode.Usage, "query", "run", "orders.get", "--wait", wait);

        _online.Cli.Error.ShouldContain(wait);
    }
}
