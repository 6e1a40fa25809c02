namespace FlexCore.Api.Limits;

/// <summary>The bounds of the HTTP API. Every bound has an answer: 413 for a body, 429 for a rate, 431 for headers, 408 for a slow sender.</summary>
public sealed class ApiOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.api";

    /// <summary>The most bytes of a request body as sent, compressed or not.</summary>
    /// <value>The default value is 16,777,216 (16 MiB); 1 KiB to 1 GiB.</value>
    public int BodyBytesMax { get; set; } = 16 * 1024 * 1024;

    /// <summary>The most bytes of a gzip body after inflation.</summary>
    /// <value>The default value is 67,108,864 (64 MiB); 1 KiB to 1 GiB.</value>
    public int InflatedBytesMax { get; set; } = 64 * 1024 * 1024;

    /// <summary>How many times larger than the sent body an inflated one may be, from 64 KiB on. Guards against compression bombs.</summary>
    /// <value>The default value is 100; 2 to 1,000.</value>
    public int InflateRatioMax { get; set; } = 100;

    /// <summary>The most bytes of one pipeline document, job or other request that is not records.</summary>
    /// <value>The default value is 1,048,576 (1 MiB); 1 KiB to 64 MiB.</value>
    public int DocumentBytesMax { get; set; } = 1024 * 1024;

    /// <summary>The most bytes of one record.</summary>
    /// <value>The default value is 1,048,576 (1 MiB); 16 to 1 GiB.</value>
    public int RecordBytesMax { get; set; } = 1024 * 1024;

    /// <summary>The most records of one request. They are committed together.</summary>
    /// <value>The default value is 10,000; 1 to 1,000,000.</value>
    public int RecordsMax { get; set; } = 10_000;

    /// <summary>How deep JSON may nest.</summary>
    /// <value>The default value is 64; 1 to 1,000.</value>
    public int JsonDepthMax { get; set; } = 64;

    /// <summary>The most headers of one request.</summary>
    /// <value>The default value is 100; 10 to 10,000.</value>
    public int HeaderCountMax { get; set; } = 100;

    /// <summary>The most bytes of all headers of one request.</summary>
    /// <value>The default value is 32,768 (32 KiB); 1 KiB to 1 MiB.</value>
    public int HeaderBytesMax { get; set; } = 32 * 1024;

    /// <summary>How long a client may take to send its headers.</summary>
    /// <value>The default value is 10 seconds; 1 second to 10 minutes.</value>
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The slowest body that is waited for, in bytes per second.</summary>
    /// <value>The default value is 240; 1 to 1 MiB.</value>
    public int BodyRateMin { get; set; } = 240;

    /// <summary>How long a body may be slower than that before the connection ends with 408.</summary>
    /// <value>The default value is 5 seconds; 2 seconds to 10 minutes. The server looks once a second.</value>
    public TimeSpan BodyRateGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an idle connection stays open.</summary>
    /// <value>The default value is 2 minutes; 1 second to 1 day.</value>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The most connections at once; further ones are closed.</summary>
    /// <value>The default value is 20,000; 1 to 1,000,000.</value>
    public int ConnectionsMax { get; set; } = 20_000;

    /// <summary>How many requests per second one principal of one tenant may make in the long run. 0 means no bound.</summary>
    /// <value>The default value is 100,000; 0 to 10,000,000.</value>
    public int RequestsPerSecond { get; set; } = 100_000;

    /// <summary>How many requests may come at one moment before the rate counts.</summary>
    /// <value>The default value is 200,000; 1 to 10,000,000.</value>
    public int RequestsBurst { get; set; } = 200_000;

    /// <summary>The most open event streams (SSE); further ones are refused with 429.</summary>
    /// <value>The default value is 4,000; 1 to 100,000.</value>
    public int SseClientsMax { get; set; } = 4_000;

    /// <summary>How often an event stream says that it is alive.</summary>
    /// <value>The default value is 5 seconds; 100 ms to 10 minutes.</value>
    public TimeSpan SseHeartbeat { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a client may take to read what was written before its event stream is closed.</summary>
    /// <value>The default value is 30 seconds; 100 ms to 10 minutes.</value>
    public TimeSpan SseWriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most entries of one page of a list.</summary>
    /// <value>The default value is 500; 1 to 1,000.</value>
    public int PageSizeMax { get; set; } = 500;

    /// <summary>The name under which the node answers.</summary>
    /// <value>The default value is empty: the machine's name. At most 64 characters.</value>
    public string NodeId { get; set; } = "";

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names the key, the value and the remedy.</exception>
    public void Validate() => ApiOptionRules.Check(this);
}
