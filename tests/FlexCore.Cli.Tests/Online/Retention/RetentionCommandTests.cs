using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online.Retention;

public sealed class RetentionCommandTests : IDisposable
{
    private const string Policy = """{"kind":"stream","name":"orders-*","keep":"90d","source":"set","pattern":"orders-*","setAt":"2026-03-01T12:00:00+00:00"}""";
    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task Policies_are_listed_with_who_says_so()
    {
        _online.Node.On("GET /api/v1/retention", $$"""{"policies":[{{Policy}},{"kind":"topic","name":"*","keep":"forever","source":"configured"}]}""");

        await _online.ShouldExitAsync(ExitCode.Success, "retention", "list");

        _online.Cli.Out.ShouldBe("""
            KIND    NAME      KEEP     SOURCE      SET
            stream  orders-*  90d      set         2026-03-01 12:00:00Z
            topic   *         forever  configured  -

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_policy_is_set_and_cleared()
    {
        _online.Node.On("PUT /api/v1/retention/stream/orders-%2A", Policy);
        _online.Node.On("DELETE /api/v1/retention/stream/orders-%2A", """{"kind":"stream","name":"orders-*","keep":"forever","source":"default"}""");

        await _online.ShouldExitAsync(ExitCode.Success, "retention", "set", "stream", "orders-*", "90d");
        _online.Cli.Out.ShouldContain("90d");
        await _online.ShouldExitAsync(ExitCode.Success, "retention", "clear", "stream", "orders-*", "--output", "json");
        _online.Cli.Out.ShouldContain("\"source\":\"default\"");
    }

    [Fact]
    public async Task What_was_taken_away_is_shown()
    {
        _online.Node.On("GET /api/v1/retention/stream/order-1", """{"kind":"stream","name":"order-1","keep":"20","source":"configured","pattern":"order-*","removedTo":40,"removedAt":"2026-03-01T12:00:00+00:00"}""");
        await _online.ShouldExitAsync(ExitCode.Success, "retention", "show", "stream", "order-1");
        _online.Cli.Out.ShouldContain("removed to  40");
    }

    public void Dispose() => _online.Dispose();
}
