using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlexCore.Telemetry.Tests.Receiver;

/// <summary>A collector on loopback that keeps what arrives. HTTP/1.1 with protobuf, or gRPC over HTTP/2 without TLS.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _server;
    private readonly Channel<OtlpRequest> _arrived = Channel.CreateUnbounded<OtlpRequest>();
    private readonly int _status;

    private OtlpReceiver(bool grpc, int status)
    {
        _status = status;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        _server = builder.Build();
        _server.Run(grpc ? TakeGrpcAsync : TakeAsync);
    }

    public string Address => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First() ?? "";

    public static async Task<OtlpReceiver> StartAsync(bool grpc = false, int status = 200)
    {
        var receiver = new OtlpReceiver(grpc, status);
        await receiver._server.StartAsync();
        return receiver;
    }

    /// <summary>The next request whose path ends so.</summary>
    public async Task<OtlpRequest> NextAsync(string path)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var request = await _arrived.Reader.ReadAsync(patience.Token);
            if (request.Path.Contains(path, StringComparison.OrdinalIgnoreCase))
            {
                return request;
            }
        }
    }

    /// <summary>Everything that has arrived until now.</summary>
    public IReadOnlyList<OtlpRequest> Arrived()
    {
        var all = new List<OtlpRequest>();
        while (_arrived.Reader.TryRead(out var request))
        {
            all.Add(request);
        }

        return all;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        await KeepAsync(context, 0);
        context.Response.StatusCode = _status;
        context.Response.ContentType = "application/x-protobuf";
    }

    private async Task TakeGrpcAsync(HttpContext context)
    {
        // A gRPC message has a flag and its length before it.
        await KeepAsync(context, 5);
        context.Response.ContentType = "application/grpc";
        context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(new byte[5]);
    }

    private async Task KeepAsync(HttpContext context, int prefix)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _arrived.Writer.TryWrite(new OtlpRequest(context.Request.Path, headers, WireMessage.Parse(body.ToArray()[prefix..])));
    }
}
