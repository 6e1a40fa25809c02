using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FlexCore.Telemetry;

/// <summary>Sends the traces and metrics of this process to a collector while it exists.</summary>
/// <remarks>
/// <para>Sending happens on threads of its own, from bounded queues: a collector that is away, slow or wrong costs telemetry and nothing else.
/// It is told once in the log.</para>
/// <para>Thread-safe. Dispose once, when the node has stopped: it waits at most <see cref="TelemetryOptions.Timeout"/> for each of the two signals.</para>
/// </remarks>
public sealed class TelemetryExport : IDisposable
{
    /// <summary>The spans that are sent: those of every ring, of incoming requests and of outgoing ones.</summary>
    private static readonly string[] Sources = ["FlexCore.*", "Microsoft.AspNetCore", "System.Net.Http"];

    private static readonly string[] Meters =
        ["FlexCore.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime"];

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;
    private readonly ExportFaults _faults;
    private readonly int _timeoutMs;

    private TelemetryExport(TelemetryOptions options, string version, ILogger logger)
    {
        _timeoutMs = (int)options.Timeout.TotalMilliseconds;
        _faults = new ExportFaults(options.ToString(), logger);
        var resource = ResourceBuilder.CreateEmpty().AddService(options.ServiceName, serviceVersion: version).AddTelemetrySdk();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.Sampling)))
            .AddSource(Sources)
            .AddOtlpExporter(exporter => Configure(exporter, options, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Meters)
            .AddOtlpExporter((exporter, reader) =>
            {
                Configure(exporter, options, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Interval.TotalMilliseconds;
                reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds = _timeoutMs;
            })
            .Build();
        TelemetryLog.Started(logger, options.ToString(), options.ServiceName);
    }

    /// <summary>Begins to send.</summary>
    /// <param name="options">What and where.</param>
    /// <param name="version">The program's version.</param>
    /// <param name="logger">Learns when the collector cannot be reached.</param>
    /// <returns>The export, or <see langword="null"/> when no endpoint is configured: then nothing is listened to and nothing is paid.</returns>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public static TelemetryExport? Start(TelemetryOptions options, string version, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return options.IsEnabled ? new TelemetryExport(options, version, logger) : null;
    }

    /// <summary>Sends what has gathered and waits for it, at most the time-out for each signal.</summary>
    /// <returns>Whether everything was handed over.</returns>
    public bool Flush()
    {
        var traces = _traces.ForceFlush(_timeoutMs);
        return _metrics.ForceFlush(_timeoutMs) && traces;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _traces.Shutdown(_timeoutMs);
        _metrics.Shutdown(_timeoutMs);
        _traces.Dispose();
        _metrics.Dispose();
        _faults.Dispose();
    }

    private static void Configure(OtlpExporterOptions exporter, TelemetryOptions options, string path)
    {
        // The exporter takes an address given in code as it is, so the signal's path is added here.
        exporter.Endpoint = options.Protocol == OtlpProtocol.HttpProtobuf ? new Uri($"{options.Endpoint.TrimEnd('/')}/{path}") : new Uri(options.Endpoint);
        exporter.Protocol = options.Protocol == OtlpProtocol.HttpProtobuf ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.TimeoutMilliseconds = (int)options.Timeout.TotalMilliseconds;
        if (options.Headers.Length > 0)
        {
            exporter.Headers = options.Headers;
        }
    }
}
