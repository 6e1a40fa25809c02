namespace FlexCore.Api.Limits;

/// <summary>The ranges of <see cref="ApiOptions"/>.</summary>
internal static class ApiOptionRules
{
    private const int NodeIdLengthMax = 64;
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;
    private const int GiB = 1024 * MiB;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    public static void Check(ApiOptions options)
    {
        Require("body-bytes-max", options.BodyBytesMax, KiB, GiB);
        Require("inflated-bytes-max", options.InflatedBytesMax, KiB, GiB);
        Require("inflate-ratio-max", options.InflateRatioMax, 2, 1_000);
        Require("document-bytes-max", options.DocumentBytesMax, KiB, 64 * MiB);
        Require("record-bytes-max", options.RecordBytesMax, 16, GiB);
        Require("records-max", options.RecordsMax, 1, 1_000_000);
        Require("json-depth-max", options.JsonDepthMax, 1, 1_000);
        Require("header-count-max", options.HeaderCountMax, 10, 10_000);
        Require("header-bytes-max", options.HeaderBytesMax, KiB, MiB);
        Require("headers-timeout", options.HeadersTimeout, Second, TenMinutes);
        Require("body-rate-min", options.BodyRateMin, 1, MiB);
        Require("body-rate-grace", options.BodyRateGrace, 2 * Second, TenMinutes);
        Require("keep-alive-timeout", options.KeepAliveTimeout, Second, TimeSpan.FromDays(1));
        Require("connections-max", options.ConnectionsMax, 1, 1_000_000);
        Require("requests-per-second", options.RequestsPerSecond, 0, 10_000_000);
        Require("requests-burst", options.RequestsBurst, 1, 10_000_000);
        Require("sse-clients-max", options.SseClientsMax, 1, 100_000);
        Require("sse-heartbeat", options.SseHeartbeat, TimeSpan.FromMilliseconds(100), TenMinutes);
        Require("sse-write-timeout", options.SseWriteTimeout, TimeSpan.FromMilliseconds(100), TenMinutes);
        Require("page-size-max", options.PageSizeMax, 1, 1_000);
        if (options.NodeId.Length > NodeIdLengthMax || options.NodeId.Any(char.IsControl))
        {
            throw new ArgumentException($"{ApiOptions.Section}.node-id is not a name. Use at most {NodeIdLengthMax} characters without control characters.");
        }
    }

    private static void Require(string key, long value, long min, long max)
    {
        if (value < min || value > max)
        {
            throw new ArgumentException($"{ApiOptions.Section}.{key} = {value} is out of range. Set it to {min} … {max}.");
        }
    }

    private static void Require(string key, TimeSpan value, TimeSpan min, TimeSpan max)
    {
        if (value < min || value > max)
        {
            throw new ArgumentException(
                $"{ApiOptions.Section}.{key} = {value.TotalMilliseconds:0}ms is out of range. Set it to {min.TotalMilliseconds:0}ms … {max.TotalMilliseconds:0}ms.");
        }
    }
}
