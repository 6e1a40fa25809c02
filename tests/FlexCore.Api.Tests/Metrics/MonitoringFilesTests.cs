using System.Text.Json;
using System.Text.RegularExpressions;
using FlexCore.Api.Metrics;
using FlexCore.Testing.Time;

namespace FlexCore.Api.Tests.Metrics;

/// <summary>What ships for Prometheus and Grafana asks only for metrics that exist, and Prometheus itself accepts it.</summary>
public sealed partial class MonitoringFilesTests
{
    // The web server's metrics exist once it has served; these two are what its documentation promises.
    private static readonly string[] WebServer = ["http_server_request_duration_seconds", "http_server_active_requests"];

    private static readonly string Catalogue = Read("src/METRICS.md");

    [Fact]
    public void Every_metric_of_the_alert_rules_exists() =>
        Unknown(Names(Expression().Matches(Read("deploy/prometheus/alerts.yml")).Select(static match => match.Groups[1].Value))).ShouldBeEmpty();

    [Fact]
    public void Every_metric_of_the_dashboard_exists()
    {
        var names = Names(DashboardExpressions()).ToArray();
        names.Length.ShouldBeGreaterThan(20, "otherwise this says nothing");
        Unknown(names).ShouldBeEmpty();
    }

    [Fact]
    public void Every_panel_asks_something_and_says_what_it_shows()
    {
        using var dashboard = JsonDocument.Parse(Read("deploy/grafana/flexcore.json"));
        foreach (var panel in dashboard.RootElement.GetProperty("panels").EnumerateArray())
        {
            panel.GetProperty("description").GetString().ShouldNotBeNullOrWhiteSpace();
            panel.GetProperty("targets").GetArrayLength().ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void A_metric_that_nobody_measures_would_be_found() =>
        Unknown(["flexcore_journal_events_total", "flexcore_goroutines_active"]).ShouldBe(["flexcore_goroutines_active"]);

    [Fact]
    public void Every_classic_name_is_in_the_catalogue_and_shows_a_metric_that_exists()
    {
        foreach (var classic in ClassicMetric.All)
        {
            Catalogue.ShouldContain($"| `{classic.Name}` | `{classic.Source}` |");
        }

        Unknown(ClassicMetric.All.Select(static classic => classic.Source)).ShouldBeEmpty();
    }

    [PromtoolFact]
    public async Task Prometheus_accepts_its_configuration_and_the_rules()
    {
        var (exitCode, output) = await Promtool.RunAsync("", "check", "config", PathOf("deploy/prometheus/prometheus.yml"));
        exitCode.ShouldBe(0, output);
        output.ShouldContain("rules found");
    }

    [PromtoolFact]
    public async Task Every_alert_fires_when_it_should_and_is_silent_when_it_should()
    {
        var (exitCode, output) = await Promtool.RunAsync("", "test", "rules", PathOf("deploy/prometheus/alerts.test.yml"));
        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public void Every_alert_has_a_test_in_which_it_fires()
    {
        var tests = Read("deploy/prometheus/alerts.test.yml");
        var alerts = Alert().Matches(Read("deploy/prometheus/alerts.yml")).Select(static match => match.Groups[1].Value).ToArray();
        alerts.Length.ShouldBeGreaterThan(5);
        alerts.ShouldAllBe(alert => tests.Contains($"alertname=\"{alert}\"", StringComparison.Ordinal));
    }

    private static List<string> DashboardExpressions()
    {
        using var dashboard = JsonDocument.Parse(Read("deploy/grafana/flexcore.json"));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(static panel => panel.GetProperty("targets").EnumerateArray())
            .Select(static target => target.GetProperty("expr").GetString() ?? "")];
    }

    private static IEnumerable<string> Names(IEnumerable<string> expressions) =>
        expressions.SelectMany(static expression => MetricName().Matches(expression)).Select(static match => match.Value).Distinct();

    // Sample names, as in queries, or the names of families.
    private static List<string> Unknown(IEnumerable<string> names)
    {
        using var endpoint = new PrometheusEndpoint(new MetricsOptions(), new ManualClock(), static () => 1);
        var known = ExpositionParser.Parse(endpoint.Render(openMetrics: false)).Types.Keys
            .Concat(WebServer)
            .Concat(CatalogueRow().Matches(Catalogue).Select(static match => Translate(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value)))
            .ToHashSet(StringComparer.Ordinal);
        return [.. names.Where(name => !known.Contains(name) && !known.Contains($"{name}_total") && !known.Contains(HistogramPart().Replace(name, "")))];
    }

    private static string Translate(string name, string kind, string unit)
    {
        var known = Enum.Parse<MetricKind>(kind, ignoreCase: true);
        return PrometheusName.Of(name, unit, known).Sample(known);
    }

    private static string Read(string path) => File.ReadAllText(PathOf(path));

    private static string PathOf(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FlexCore.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No FlexCore.sln above {AppContext.BaseDirectory}");
        }

        return Path.Combine(folder.FullName, path);
    }

    [GeneratedRegex(@"\b(?:flexcore|dotnet|http_server|kestrel|process)_[a-z0-9_]+")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"^\| `(flexcore\.[a-z0-9._]+)` \| ([a-z]+) \| ([^ ]+) \|", RegexOptions.Multiline)]
    private static partial Regex CatalogueRow();

    [GeneratedRegex("_(?:bucket|sum|count)$")]
    private static partial Regex HistogramPart();

    [GeneratedRegex(@"^\s+expr: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Expression();

    [GeneratedRegex(@"^\s+- alert: (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Alert();
}
