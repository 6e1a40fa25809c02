using System.IO.Compression;
using System.Text;
using FlexCore.Api.Tests.Hosting;

namespace FlexCore.Api.Tests.Events;

public sealed class EventTransferRoutesTests : IAsyncLifetime
{
    private const string Export = "/api/v1/events/export";
    private const string Import = "/api/v1/events/import";
    private const string Ndjson = "application/x-ndjson";

    private ApiHost _host = null!;
    private ApiHost _other = null!;

    public async Task InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        _other = await ApiHost.StartAsync(options => options.BodyBytesMax = 4096);
        await _host.SendAsync("POST", "/api/v1/events/streams/o-1", """{"events":[{"type":"Placed","data":{"total":1.50},"tags":["vip"]},{"type":"Paid","data":{}}]}""").JsonAsync(201);
        await _host.SendAsync("POST", "/api/v1/events/streams/o-2", """{"events":[{"type":"Placed","data":{}}]}""").JsonAsync(201);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task An_export_is_imported_by_another_node_once()
    {
        var file = await ExportAsync("");
        var first = await _other.SendAsync("POST", Import, file, Ndjson).JsonAsync();
        first.GetRawText().ShouldBe("""{"events":3,"imported":3,"present":0,"others":0,"streams":2,"dryRun":false}""");
        (await _other.SendAsync("POST", Import, file, Ndjson).JsonAsync()).GetProperty("present").GetInt32().ShouldBe(3);

        var imported = (await _other.SendAsync("GET", "/api/v1/events/streams/o-1").JsonAsync()).GetProperty("events")[0];
        var original = (await _host.SendAsync("GET", "/api/v1/events/streams/o-1").JsonAsync()).GetProperty("events")[0];
        imported.Text("id").ShouldBe(original.Text("id"));
        imported.TryGetProperty("importedBy", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("?stream=o-1", 2)]
    [InlineData("?type=Placed", 2)]
    [InlineData("?tag=vip", 1)]
    [InlineData("?kind=all", 3)]
    [InlineData("?kind=pipeline", 0)]
    public async Task A_part_of_the_store_is_exported(string query, int events) =>
        (await ExportAsync(query)).Split('\n').Count(line => line.StartsWith("{\"id\"", StringComparison.Ordinal)).ShouldBe(events);

    [Fact]
    public async Task A_compressed_export_is_imported_and_a_dry_run_writes_nothing()
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(await ExportAsync("")));
        }

        var tried = await _other.SendAsync("POST", Import + "?dryRun=true", packed.ToArray(), Ndjson, ("Content-Encoding", "gzip")).JsonAsync();
        tried.GetRawText().ShouldBe("""{"events":3,"imported":3,"present":0,"others":0,"streams":2,"dryRun":true}""");
        (await _other.SendAsync("GET", "/api/v1/events/streams").JsonAsync()).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_cannot_be_imported_is_refused_with_its_line()
    {
        var file = await ExportAsync("");
        var damaged = await _other.SendAsync("POST", Import, file.Replace("1.50", "1.51", StringComparison.Ordinal), Ndjson).ProblemAsync(400, "damaged-export");
        damaged.Text("detail").ShouldContain(" does not fit its checksum");
        await _other.SendAsync("POST", Import, "", Ndjson).ProblemAsync(400, "damaged-export");
        await _other.SendAsync("POST", Import, file, "text/csv").ProblemAsync(415, "unsupported-media-type");
        await _other.SendAsync("POST", Import, file + new string('x', 4096), Ndjson).ProblemAsync(413, "body-too-large");
        await _other.SendAsync("POST", Import + "?dryRun=maybe", file, Ndjson).ProblemAsync(400, "bad-query");
        await _other.SendAsync("POST", "/api/v1/events/streams/o-2", """{"events":[{"type":"Mine","data":{}}]}""").JsonAsync(201);
        (await _other.SendAsync("POST", Import, file, Ndjson).ProblemAsync(409, "import-conflict")).Text("detail").ShouldContain("'o-2' has another event as version 1");
        await _host.SendAsync("GET", Export + "?after=nonsense").ProblemAsync(400, "bad-cursor");
        await _host.SendAsync("GET", Export + "?streams=o-1").ProblemAsync(400, "bad-query");
        await _host.SendAsync("GET", Export + "?stream=not%2Fa%20name").ProblemAsync(400, "bad-name");
    }

    private async Task<string> ExportAsync(string query)
    {
        using var response = await _host.SendAsync("GET", Export + query);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        response.Content.Headers.ContentType?.MediaType.ShouldBe(Ndjson);
        return await response.Content.ReadAsStringAsync();
    }
}
