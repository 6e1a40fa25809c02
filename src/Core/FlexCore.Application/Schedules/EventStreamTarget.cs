using System.Text;
using System.Text.Json;
using FlexCore.Application.EventStreams;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>Appends one event for each firing to an event stream of users. Stateless and thread-safe.</summary>
/// <remarks>
/// The input says what happens: <c>{"type":"DayClosed","data":{},"tags":[]}</c>; data and tags may be left out. The event's metadata tells of the firing. The firing's key is the
/// append's idempotency key, so a delivery that is repeated after a crash is found as long as the stream remembers it.
/// </remarks>
/// <param name="events">The event streams.</param>
public sealed class EventStreamTarget(IEventStore events) : IScheduleTarget
{
    private static readonly string[] Members = ["type", "data", "tags"];

    /// <inheritdoc/>
    public string Kind => ScheduleTarget.EventStream;

    /// <inheritdoc/>
    public ValueTask<Refusal?> CheckAsync(SecurityContext security, ScheduleTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(security);
        ArgumentNullException.ThrowIfNull(target);
        try
        {
            _ = new EntityId(security.Tenant, EventStreamDecider.Kind, target.Name);
        }
        catch (InvalidIdentifierException error)
        {
            return new(new Refusal("bad-text", $"The stream's name is wrong. {error.Message}"));
        }

        return new(Read(target, out var @event) ?? Try(security, @event));
    }

    /// <inheritdoc/>
    public async Task<Refusal?> DeliverAsync(ScheduleDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (Read(delivery.Target, out var @event) is { } refusal)
        {
            return refusal;
        }

        var append = new EventAppend(delivery.Security, delivery.Target.Name, null, [@event with { Metadata = MetadataOf(delivery) }], delivery.CorrelationId)
        {
            IdempotencyKey = delivery.Key,
        };
        return PassingRefusals.Sift((await events.AppendAsync(append, cancellationToken).ConfigureAwait(false)).Refusal);
    }

    private static Refusal? Read(ScheduleTarget target, out StreamEvent @event)
    {
        using var input = JsonDocument.Parse(target.Input);
        var root = input.RootElement;
        @event = new StreamEvent("", 1, "{}");
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            return Bad("it has no type. Write what happens, for example {\"type\":\"DayClosed\",\"data\":{}}");
        }

        if (root.EnumerateObject().FirstOrDefault(member => !Members.Contains(member.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            return Bad($"it has an unknown member '{Nodes.NodeRefusals.Shown(unknown.Name)}'. It has {string.Join(", ", Members)}");
        }

        var tags = new List<string>();
        if (root.TryGetProperty("tags", out var words))
        {
            if (words.ValueKind != JsonValueKind.Array || words.EnumerateArray().Any(word => word.ValueKind != JsonValueKind.String))
            {
                return Bad("its tags are no array of strings");
            }

            tags.AddRange(words.EnumerateArray().Select(word => word.GetString() ?? ""));
        }

        if (root.TryGetProperty("data", out var data) && data.ValueKind != JsonValueKind.Object)
        {
            return Bad("its data is no JSON object");
        }

        @event = new StreamEvent(type.GetString() ?? "", 1, data.ValueKind == JsonValueKind.Object ? Compact(data) : "{}") { Tags = [.. tags] };
        return null;
    }

    // The stream's own rules, asked before the schedule is kept.
    private static Refusal? Try(SecurityContext security, StreamEvent @event)
    {
        var command = new EventStreamCommand.Append(new CommandContext(security, default, "schedule:check"), null, [@event]);
        return new EventStreamDecider().Decide(EventStreamState.Empty, command).Refusal;
    }

    private static string MetadataOf(ScheduleDelivery delivery)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            FiringRecord.WriteMembers(json, delivery);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Compact(JsonElement data)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            data.WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static Refusal Bad(string what) => new("bad-input", $"The input of a schedule that appends to an event stream is an event, but {what}.");
}
