using System.Text.Json;
using FlexCore.Application.EventTopics;
using FlexCore.Domain;
using FlexCore.Domain.EventTopics;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>Appends one record for each firing to an event topic. Thread-safe.</summary>
/// <remarks>
/// The firing's key is the append's idempotency key. A topic remembers its newest keys (<c>flexcore.event-topics.idempotency-keys-max</c>), so a delivery that is repeated after a
/// crash is found as long as fewer appends with keys came in between.
/// </remarks>
/// <param name="topics">The topics.</param>
public sealed class EventTarget(IEventTopics topics) : IScheduleTarget, IDisposable
{
    /// <summary>The most appends under way at once: below the capacity of a topic's mailbox, so that many firings of one second do not refuse each other.</summary>
    public const int AppendsMax = 512;

    private readonly SemaphoreSlim _appends = new(AppendsMax);

    /// <inheritdoc/>
    public string Kind => ScheduleTarget.Event;

    /// <inheritdoc/>
    public ValueTask<Refusal?> CheckAsync(SecurityContext security, ScheduleTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        try
        {
            _ = new EntityId(TenantId.Default, EventTopicDecider.Kind, target.Name);
            return ValueTask.FromResult<Refusal?>(null);
        }
        catch (InvalidIdentifierException error)
        {
            return ValueTask.FromResult<Refusal?>(new Refusal("bad-text", $"The topic's name is wrong. {error.Message}"));
        }
    }

    /// <inheritdoc/>
    public async Task<Refusal?> DeliverAsync(ScheduleDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var append = new EventTopicAppend(delivery.Security, delivery.Target.Name, RecordOf(delivery), 1, delivery.CorrelationId) { IdempotencyKey = delivery.Key };
        await _appends.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var reply = await topics.AppendAsync(append, cancellationToken).ConfigureAwait(false);
            return PassingRefusals.Sift(reply.Refusal);
        }
        finally
        {
            _appends.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _appends.Dispose();

    // What depends on nothing but the firing, so that a repeated delivery is the same record.
    private static byte[] RecordOf(ScheduleDelivery delivery)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            FiringRecord.WriteMembers(json, delivery);
            json.WritePropertyName("input");
            using var input = JsonDocument.Parse(delivery.Target.Input);
            input.RootElement.WriteTo(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }
}
