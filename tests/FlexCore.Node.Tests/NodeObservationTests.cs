using FlexCore.Hosting;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using FlexCore.Hocon.Configuration;
using FlexCore.Node.Logging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FlexCore.Node.Tests;

/// <summary>A real node: what can be seen of it, and what must never be seen.</summary>
public sealed class NodeObservationTests : IAsyncLifetime, IDisposable
{
    private const string Secret = "planted-secret-4711";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flexcore-node-");
    private readonly StringWriter _log = new();
    private readonly HttpClient _http = new();
    private NodeApplication? _node;

    private string Url => _node?.Url ?? throw new InvalidOperationException("not started");

    public async Task InitializeAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["flexcore:journal:data-folder"] = _folder.FullName,
            ["flexcore:node:port"] = "0",
            ["flexcore:telemetry:endpoint"] = $"http://127.0.0.1:{FreePort()}",
            ["flexcore:telemetry:headers"] = $"authorization={Secret}",
            ["flexcore:telemetry:timeout"] = "200ms",
        };
        using var reference = typeof(NodeObservationTests).Assembly.GetManifestResourceStream("reference.conf") ?? throw new InvalidOperationException("no reference.conf");
        using var text = new StreamReader(reference);
        var configuration = new ConfigurationBuilder().AddHoconText(await text.ReadToEndAsync(), "reference.conf").AddInMemoryCollection(settings).Build();
        _node = await NodeApplication.StartAsync(
            configuration, null, (services, folder) => services.AddFlexCore(flexcore => flexcore.UseConfiguration(configuration).UseBaseFolder(folder)), new JsonLoggerFactory(_log, TimeProvider.System, LogLevel.Trace));
    }

    public async Task DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.StopAsync();
            await _node.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    public void Dispose()
    {
        _http.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task The_log_of_a_whole_node_is_kept_and_can_be_followed()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var answer = await _http.GetAsync($"{Url}/api/v1/logs/tail?last=1000&level=information", HttpCompletionOption.ResponseHeadersRead, limit.Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token));
        string? line;
        do
        {
            line = await lines.ReadLineAsync(limit.Token);
        }
        while (line is not null && !line.StartsWith("data: ", StringComparison.Ordinal));

        line.ShouldNotBeNull().ShouldContain("\"category\":\"FlexCore");
    }

    [Fact]
    public async Task A_request_is_in_the_metrics_and_its_commands_are_in_the_callers_trace_with_a_dead_collector()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "FlexCore.Actors" or "FlexCore.Persistence",
            Sample = static (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Url}/events/test") { Content = JsonContent.Create(new { type = "probe" }) };
        request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");

        using var answer = await _http.SendAsync(request);

        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        ended.ShouldContain(activity => activity.TraceId == trace && activity.OperationName == "entity.ask");
        ended.ShouldContain(activity => activity.TraceId == trace && activity.OperationName == "journal.commit");
        var metrics = await _http.GetStringAsync($"{Url}/metrics");
        metrics.ShouldContain("flexcore_journal_events_total ");
        metrics.ShouldContain("flexcore_entities_commands_total{kind=\"event-topic\"} ");
        metrics.ShouldContain("flexcore_active_nodes ");
        metrics.ShouldContain("http_server_request_duration_seconds_count{");
    }

    [Fact]
    public async Task No_secret_is_in_the_log_at_any_level()
    {
        using var answer = await _http.GetAsync($"{Url}/health?token={Secret}");
        using var missing = await _http.GetAsync($"{Url}/nowhere");
        await DisposeNodeAsync();

        var log = _log.ToString();
        log.ShouldContain("FlexCore.Telemetry");
        log.ShouldNotContain(Secret);
    }

    private async Task DisposeNodeAsync()
    {
        if (_node is { } node)
        {
            _node = null;
            await node.StopAsync();
            await node.DisposeAsync();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
