namespace FlexCore.Telemetry;

/// <summary>What a node tells a collector of itself, and where: traces and metrics by OTLP.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.telemetry";

    private const int NameLengthMax = 200;

    private static readonly TimeSpan IntervalMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan IntervalLimit = TimeSpan.FromHours(1);
    private static readonly TimeSpan TimeoutLimit = TimeSpan.FromMinutes(1);

    /// <summary>The name under which a collector knows this node (<c>service.name</c>).</summary>
    /// <value>The default value is <c>flexcore</c>; 1 to 200 characters.</value>
    public string ServiceName { get; set; } = "flexcore";

    /// <summary>
    /// The share of traces that begin here and are recorded. Traces that came in from a caller follow the caller's decision.
    /// </summary>
    /// <value>The default value is 1; 0 to 1.</value>
    public double Sampling { get; set; } = 1;

    /// <summary>The collector's address, for example <c>http://127.0.0.1:4318</c>; empty sends nothing.</summary>
    /// <value>The default value is empty.</value>
    public string Endpoint { get; set; } = "";

    /// <summary>How to speak to it.</summary>
    /// <value>The default value is <see cref="OtlpProtocol.HttpProtobuf"/>.</value>
    public OtlpProtocol Protocol { get; set; } = OtlpProtocol.HttpProtobuf;

    /// <summary>Headers for every request, as <c>name=value,name=value</c>: usually a token, so they are never shown or logged.</summary>
    /// <value>The default value is empty.</value>
    public string Headers { get; set; } = "";

    /// <summary>How often metrics are sent. Spans go when enough have gathered, or after five seconds.</summary>
    /// <value>The default value is 10 s; 100 ms to 1 hour.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one request may take, and how long a stopping node waits for what is left to be sent.</summary>
    /// <value>The default value is 5 s; 100 ms to 1 minute.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether anything is sent.</summary>
    public bool IsEnabled => Endpoint.Length > 0;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is wrong; the message names its key and the remedy. It never shows the headers.</exception>
    public void Validate()
    {
        if (string.IsNullOrWhiteSpace(ServiceName) || ServiceName.Length > NameLengthMax)
        {
            throw new ArgumentException($"{Section}.service-name has {ServiceName?.Length ?? 0} characters. Give it 1 to {NameLengthMax}.");
        }

        if (Sampling is not (>= 0 and <= 1))
        {
            throw new ArgumentException(FormattableString.Invariant($"{Section}.sampling is {Sampling}. Set it from 0 to 1."));
        }

        if (IsEnabled && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            throw new ArgumentException($"{Section}.endpoint is '{Endpoint}'. Write an address such as http://127.0.0.1:4318, or leave it empty to send nothing.");
        }

        if (Headers.Length > 0 && !Headers.Split(',').All(static header => header.IndexOf('=', StringComparison.Ordinal) > 0))
        {
            throw new ArgumentException($"{Section}.headers must be name=value pairs with commas between them. (Their value is not shown.)");
        }

        Require("interval", Interval, IntervalMin, IntervalLimit);
        Require("timeout", Timeout, IntervalMin, TimeoutLimit);
    }

    /// <summary>Says where, and nothing secret.</summary>
    public override string ToString() => IsEnabled ? $"{Endpoint} ({Protocol})" : "off";

    private static void Require(string key, TimeSpan value, TimeSpan min, TimeSpan max)
    {
        if (value < min || value > max)
        {
            throw new ArgumentException($"{Section}.{key} is {value}. Set it from {min} to {max}.");
        }
    }
}
