using FlexCore.Api.Tests.Hosting;

namespace FlexCore.Api.Tests.V1;

public sealed class TopicListTests : IAsyncLifetime
{
    private const string Root = "/api/v1/topics";

    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Topics_with_records_are_listed_by_name_filtered_and_in_parts()
    {
        foreach (var (topic, body) in new[] { ("orders", "[1,2]"), ("Bills", "[1]"), ("reorders", "[1,2,3]") })
        {
            await _host.SendAsync("POST", $"{Root}/{topic}/records", body).JsonAsync(202);
        }

        await _host.SendAsync("GET", $"{Root}/only-asked-for").JsonAsync();

        var all = await _host.SendAsync("GET", Root).JsonAsync();
        all.ToString().ShouldBe("""{"items":[{"topic":"Bills","records":1,"bytes":2,"position":1},{"topic":"orders","records":2,"bytes":4,"position":1},{"topic":"reorders","records":3,"bytes":6,"position":1}],"total":3,"offset":0,"limit":100}""");
        var part = await _host.SendAsync("GET", $"{Root}?filter=ORDER&limit=1&offset=1").JsonAsync();
        (part.GetProperty("total").GetInt32(), part.GetProperty("items")[0].Text("topic")).ShouldBe((2, "reorders"));
    }

    [Theory]
    [InlineData("status=running", "status")]
    [InlineData("limit=0", "limit")]
    [InlineData("offset=-1", "offset")]
    [InlineData("filter=a&filter=b", "filter")]
    public async Task A_wrong_parameter_is_named(string query, string field) =>
        (await _host.SendAsync("GET", $"{Root}?{query}").ProblemAsync(400, "bad-query")).Text("field").ShouldBe(field);
}
