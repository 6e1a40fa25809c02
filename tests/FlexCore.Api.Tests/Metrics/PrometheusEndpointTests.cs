using FlexCore.Api.Metrics;
using FlexCore.Testing.Time;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Tests.Metrics;

public sealed class PrometheusEndpointTests : IDisposable
{
    private readonly PrometheusEndpoint _endpoint = new(new MetricsOptions(), new ManualClock(), static () => 1);

    public void Dispose() => _endpoint.Dispose();

    [Theory]
    [InlineData("", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("*/*", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "application/openmetrics-text; version=1.0.0; charset=utf-8")]
    [InlineData("application/openmetrics-text; q=0, text/plain", "text/plain; version=0.0.4; charset=utf-8")]
    public async Task The_accept_header_chooses_the_format(string accept, string contentType)
    {
        var (type, body) = await GetAsync(accept);
        type.ShouldBe(contentType);
        body.EndsWith("# EOF\n", StringComparison.Ordinal).ShouldBe(contentType.StartsWith("application", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_process_and_the_node_are_measured()
    {
        var samples = ExpositionParser.Parse((await GetAsync("")).Body).Samples;
        samples["flexcore_nodes_active{}"].ShouldBeGreaterThanOrEqualTo(1);
        samples["flexcore_active_nodes{}"].ShouldBe(samples["flexcore_nodes_active{}"]);
        samples["dotnet_process_memory_working_set_bytes{}"].ShouldBeGreaterThan(1_000_000);
        samples.Keys.ShouldContain(static key => key.StartsWith("dotnet_process_cpu_time_seconds_total{", StringComparison.Ordinal));
        samples.Keys.ShouldContain(static key => key.StartsWith("dotnet_gc_collections_total{", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_start_of_the_node_is_told_by_its_own_clock()
    {
        var samples = ExpositionParser.Parse((await GetAsync("")).Body).Samples;
        samples.ShouldContainKey("flexcore_node_start_time_seconds{}");
    }

    [PromtoolFact]
    public async Task Prometheus_own_checker_finds_no_mistake()
    {
        var (exitCode, output) = await Promtool.RunAsync((await GetAsync("")).Body, "check", "metrics");
        output.ShouldBeEmpty();
        exitCode.ShouldBe(0);
    }

    private async Task<(string? Type, string Body)> GetAsync(string accept)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Request.Headers.Accept = accept;
        context.Response.Body = body;
        await _endpoint.HandleAsync(context);
        return (context.Response.ContentType, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }
}
