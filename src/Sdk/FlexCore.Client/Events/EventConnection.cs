using System.Text;
using FlexCore.Client.Settings;

namespace FlexCore.Client.Events;

/// <summary>One connection to an event stream. Used by one follower.</summary>
internal sealed class EventConnection : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _text;
    private readonly ServerEventReader _events;
    private readonly FlexCoreClientOptions _options;
    private readonly CancellationTokenSource _silence;

    private EventConnection(HttpResponseMessage response, Stream stream, FlexCoreClientOptions options)
    {
        _response = response;
        _options = options;
        _text = new StreamReader(stream, Encoding.UTF8);
        _events = new ServerEventReader(_text);
        _silence = new CancellationTokenSource(options.SilenceMax, options.Clock);
    }

    /// <summary>The last id that came over this connection.</summary>
    public string? LastId => _events.LastId;

    /// <summary>Whether the connection ended because nothing came for too long.</summary>
    public bool FellSilent => _silence.IsCancellationRequested;

    /// <summary>Begins to read an answer.</summary>
    /// <param name="response">The answer; disposed with the connection.</param>
    /// <param name="options">How long silence may last.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<EventConnection> OpenAsync(HttpResponseMessage response, FlexCoreClientOptions options, CancellationToken cancellationToken) =>
        new(response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), options);

    /// <summary>Waits for the next event.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The event, or <see langword="null"/> when the connection has ended, broken or fallen silent.</returns>
    public async Task<ServerEvent?> NextAsync(CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(_silence.Token, cancellationToken);
        try
        {
            return await _events.ReadAsync(() => _silence.CancelAfter(_options.SilenceMax), both.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or HttpRequestException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The follower connects anew behind the last id.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _silence.Dispose();
        _text.Dispose();
        _response.Dispose();
    }
}
