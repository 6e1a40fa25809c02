using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace FlexCore.Api.Limits;

/// <summary>Gives the server the bounds that it holds itself: sizes of headers and bodies, and time-outs against slow senders.</summary>
/// <param name="options">The bounds.</param>
internal sealed class KestrelLimits(ApiOptions options) : IConfigureOptions<KestrelServerOptions>
{
    /// <inheritdoc/>
    public void Configure(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        var limits = server.Limits;
        limits.MaxRequestBodySize = Math.Max(options.BodyBytesMax, options.DocumentBytesMax);
        limits.MaxRequestHeaderCount = options.HeaderCountMax;
        limits.MaxRequestHeadersTotalSize = options.HeaderBytesMax;
        limits.RequestHeadersTimeout = options.HeadersTimeout;
        limits.MinRequestBodyDataRate = new MinDataRate(options.BodyRateMin, options.BodyRateGrace);
        limits.KeepAliveTimeout = options.KeepAliveTimeout;
        limits.MaxConcurrentConnections = options.ConnectionsMax;
    }
}
