using FlexCore.Api.Tests.Hosting;

namespace FlexCore.Api.Tests.Retention;

public sealed class RetentionRoutesTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_policy_is_set_seen_and_taken_back()
    {
        var set = await _host.SendAsync("PUT", "/api/v1/retention/stream/orders-*", """{"keep":"90d/1000"}""").JsonAsync();
        (set.Text("keep"), set.Text("source"), set.Text("pattern")).ShouldBe(("90d/1000", "set", "orders-*"));
        (await _host.SendAsync("GET", "/api/v1/retention/stream/orders-7").JsonAsync()).Text("keep").ShouldBe("90d/1000");
        (await _host.SendAsync("GET", "/api/v1/retention/stream/carts").JsonAsync()).Text("keep").ShouldBe("forever");
        var list = (await _host.SendAsync("GET", "/api/v1/retention").JsonAsync()).GetProperty("policies");
        list.EnumerateArray().Select(static policy => $"{policy.Text("kind")} {policy.Text("name")} {policy.Text("source")}").ShouldContain("stream orders-* set");

        await _host.SendAsync("DELETE", "/api/v1/retention/stream/orders-*").JsonAsync();
        (await _host.SendAsync("GET", "/api/v1/retention/stream/orders-7").JsonAsync()).Text("source").ShouldBe("configured");
        await _host.SendAsync("DELETE", "/api/v1/retention/stream/orders-*").ProblemAsync(404, "policy-not-found");
    }

    [Theory]
    [InlineData("/api/v1/retention/stream/orders", """{"keep":"soon"}""", 400, "bad-policy")]
    [InlineData("/api/v1/retention/pipeline/orders", """{"keep":"7d"}""", 400, "not-retained")]
    [InlineData("/api/v1/retention/stream/a%20b", """{"keep":"7d"}""", 400, "bad-name")]
    [InlineData("/api/v1/retention/stream/orders", """{"keep":"7d","x":1}""", 400, "unknown-field")]
    [InlineData("/api/v1/retention/stream/orders", "{}", 400, "bad-field")]
    public async Task What_is_no_policy_is_refused(string path, string body, int status, string code) => await _host.SendAsync("PUT", path, body).ProblemAsync(status, code);
}
