using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FlexCore.EndToEnd.Tests.Crashes;

/// <summary>
/// An HTTP endpoint that answers some requests and then holds its answers back: a run that writes to it has begun and cannot end, however slow
/// the test is to act.
/// </summary>
/// <remarks>Threading: requests come from any thread; the counter is the only state they share.</remarks>
internal sealed class HeldEndpoint : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly int _free;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;

    private HeldEndpoint(int free)
    {
        _free = free;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    public string Url => _server.Urls.First();

    /// <summary>Completes when the first request waits for its answer.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Starts on a free port.</summary>
    /// <param name="free">How many requests are answered at once.</param>
    public static async Task<HeldEndpoint> StartAsync(int free)
    {
        var endpoint = new HeldEndpoint(free);
        await endpoint._server.StartAsync();
        return endpoint;
    }

    /// <summary>Answers what waits, and everything after it.</summary>
    public void Open() => _opened.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Open();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        if (Interlocked.Increment(ref _requests) > _free)
        {
            _reached.TrySetResult();
            await _opened.Task.WaitAsync(context.RequestAborted);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
