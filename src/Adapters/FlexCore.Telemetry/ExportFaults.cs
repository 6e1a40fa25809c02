using System.Diagnostics.Tracing;
using Microsoft.Extensions.Logging;

namespace FlexCore.Telemetry;

/// <summary>Turns what the exporter says of itself into one line of log when it begins to fail.</summary>
/// <remarks>
/// Thread-safe; called from the exporter's threads. Only the kind of the fault and the address are logged: its texts may hold what was sent.
/// </remarks>
internal sealed class ExportFaults : EventListener
{
    private const string ExporterSource = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private readonly string _where;
    private readonly ILogger _logger;
    private int _told;

    public ExportFaults(string where, ILogger logger)
    {
        _where = where;
        _logger = logger;
        foreach (var source in EventSource.GetSources().Where(IsExporter))
        {
            EnableEvents(source, EventLevel.Warning);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        base.OnEventSourceCreated(eventSource);
        if (IsExporter(eventSource))
        {
            EnableEvents(eventSource, EventLevel.Warning);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        ArgumentNullException.ThrowIfNull(eventData);

        // The base class may call before the constructor has set the fields.
        if (_logger is not null && Interlocked.Exchange(ref _told, 1) == 0)
        {
            TelemetryLog.ExportFails(_logger, _where, eventData.EventName ?? "unknown");
        }
    }

    private static bool IsExporter(EventSource source) => source.Name == ExporterSource;
}
