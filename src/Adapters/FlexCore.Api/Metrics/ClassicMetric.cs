namespace FlexCore.Api.Metrics;

/// <summary>A name under which earlier systems' dashboards and scripts know a metric, and where its real value is.</summary>
/// <param name="Name">The name of its samples; of a histogram, their stem.</param>
/// <param name="Kind">What it is; a counter over a histogram is the count of its recordings.</param>
/// <param name="Source">The base name of the family whose series it shows.</param>
/// <param name="Help">What it means.</param>
internal sealed record ClassicMetric(string Name, MetricKind Kind, string Source, string Help)
{
    /// <summary>Every classic name that has a real value here. Those without one are left out rather than shown as zero.</summary>
    public static IReadOnlyList<ClassicMetric> All { get; } =
    [
        new("cluster_nodes_active", MetricKind.Gauge, "flexcore_nodes_active", "Nodes that serve."),
        new("cqrs_commands_total", MetricKind.Counter, "flexcore_entities_commands", "Commands decided."),
        new("eventsourcing_events_appended_total", MetricKind.Counter, "flexcore_journal_events", "Events committed."),
        new("eventsourcing_snapshots_total", MetricKind.Counter, "flexcore_entities_snapshots", "Snapshots saved."),
        new("flexcore_active_nodes", MetricKind.Gauge, "flexcore_nodes_active", "Nodes that serve."),
        new("flexcore_commands_processed_total", MetricKind.Counter, "flexcore_entities_commands", "Commands decided."),
        new("flexcore_event_store_size_bytes", MetricKind.Gauge, "flexcore_journal_size_bytes", "Size of the event store on disk."),
        new("flexcore_events_appended_total", MetricKind.Counter, "flexcore_journal_events", "Events committed."),
        new("flexcore_events_processed_total", MetricKind.Counter, "flexcore_streams_records_in", "Records that streams have read."),
        new("flexcore_events_received_total", MetricKind.Counter, "flexcore_api_records", "Records taken over HTTP."),
        new("flexcore_memory_usage_bytes", MetricKind.Gauge, "dotnet_process_memory_working_set_bytes", "Memory of the process."),
        new("flexcore_request_duration_seconds", MetricKind.Histogram, "http_server_request_duration_seconds", "Time of HTTP requests."),
        new("flexcore_requests_total", MetricKind.Counter, "http_server_request_duration_seconds", "HTTP requests."),
        new("http_request_duration_seconds", MetricKind.Histogram, "http_server_request_duration_seconds", "Time of HTTP requests."),
        new("http_requests_total", MetricKind.Counter, "http_server_request_duration_seconds", "HTTP requests."),
    ];

    /// <summary>The labels of the source under their classic names.</summary>
    public static string Labels(string labels) => labels
        .Replace("http_request_method=\"", "method=\"", StringComparison.Ordinal)
        .Replace("http_response_status_code=\"", "status=\"", StringComparison.Ordinal)
        .Replace("http_route=\"", "endpoint=\"", StringComparison.Ordinal);
}
