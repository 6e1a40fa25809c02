using System.Collections.Concurrent;
using FlexCore.Api.Requests;
using FlexCore.Application.DataStreams;
using FlexCore.Domain;

namespace FlexCore.Api.V1;

/// <summary>
/// Which event topic a stream reads, remembered for a moment so that a record costs no question to the stream. Changes through the API are seen at once,
/// others within <see cref="RememberFor"/>.
/// </summary>
/// <remarks>Thread-safe. Holds at most <see cref="CapacityMax"/> streams; at the bound it begins again.</remarks>
/// <param name="streams">Knows the topics.</param>
/// <param name="clock">Measures how long an answer is remembered.</param>
internal sealed class IngressTopics(IStreams streams, TimeProvider clock)
{
    /// <summary>The most streams remembered.</summary>
    public const int CapacityMax = 10_000;

    private readonly ConcurrentDictionary<(TenantId Tenant, string Stream), Remembered> _known = new();

    /// <summary>How long an answer is remembered.</summary>
    public static TimeSpan RememberFor { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Forgets every answer: something has changed.</summary>
    public void Forget() => _known.Clear();

    /// <summary>The remembered topic of a stream, or <see langword="null"/>.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="stream">The stream's key.</param>
    public string? Known(SecurityContext security, string stream) =>
        _known.TryGetValue((security.Tenant, stream), out var known) && clock.GetElapsedTime(known.At) < RememberFor ? known.Topic : null;

    /// <summary>Asks for the topic of a stream.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="stream">The stream's key.</param>
    /// <returns>The topic, or why records cannot go into this stream.</returns>
    public async Task<(string? Topic, Refusal? Refusal)> FindAsync(ApiExchange exchange, string stream)
    {
        var at = clock.GetTimestamp();
        var reply = await streams.GetAsync(exchange.NewCall(), stream, exchange.Aborted);
        if (reply.Value is not { } view)
        {
            return (null, reply.Refusal);
        }

        if (view.SourceTopic is not { } topic)
        {
            return (null, new Refusal("no-topic", $"The stream '{view.Key}' reads no event topic, or several, so it is not known where its records go. Give its pipeline the source http, alone or in its union, or one source topic."));
        }

        if (_known.Count >= CapacityMax)
        {
            _known.Clear();
        }

        _known[(exchange.Security.Tenant, stream)] = new Remembered(topic, at);
        return (topic, null);
    }

    private readonly record struct Remembered(string Topic, long At);
}
