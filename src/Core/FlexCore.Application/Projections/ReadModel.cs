using System.Text.Json;
using System.Text.Json.Nodes;
using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Projections;

/// <summary>A document of a read model while an event is applied to it.</summary>
/// <remarks>Used by one thread at a time. It does not exist until a member is set, and no longer after <see cref="Delete"/>.</remarks>
public sealed class ReadModel
{
    private JsonObject? _data;
    private JsonObject? _stamps;

    internal ReadModel(ReadModelKey key, StoredReadModel? stored)
    {
        Key = key;
        Version = stored?.Version ?? 0;
        Events = stored?.Events ?? 0;
        CreatedAt = stored?.CreatedAt ?? DateTimeOffset.MaxValue;
        UpdatedAt = stored?.UpdatedAt ?? DateTimeOffset.MinValue;
        AggregateType = stored?.AggregateType ?? "";
        _data = stored is null ? null : ReadModelJson.Parse(stored.Data);
        _stamps = stored is null || stored.Stamps.IsEmpty ? null : ReadModelJson.Parse(stored.Stamps);
    }

    /// <summary>Whether the document exists.</summary>
    public bool Exists => _data is not null;

    /// <summary>Its members; empty when it does not exist. Change them through this class.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Members => _data is null ? EmptyMembers : new Dictionary<string, JsonNode?>(_data);

    internal ReadModelKey Key { get; }

    internal bool IsTouched { get; private set; }

    internal long Version { get; private set; }

    internal long Events { get; private set; }

    internal DateTimeOffset CreatedAt { get; private set; }

    internal DateTimeOffset UpdatedAt { get; private set; }

    internal string AggregateType { get; private set; }

    private static IReadOnlyDictionary<string, JsonNode?> EmptyMembers { get; } = new Dictionary<string, JsonNode?>();

    /// <summary>A member's value; <see langword="null"/> when there is none. Do not change what it returns; set the member instead.</summary>
    /// <param name="member">The member's name.</param>
    public JsonNode? this[string member] => _data?[member];

    /// <summary>A member as a number.</summary>
    /// <param name="member">The member's name.</param>
    /// <returns>The number; 0 when there is none.</returns>
    /// <exception cref="InvalidOperationException">The member is no number.</exception>
    public decimal Number(string member) => this[member] is { } value ? ReadModelJson.Number(member, value) : 0;

    /// <summary>A member as a text.</summary>
    /// <param name="member">The member's name.</param>
    /// <returns>The text, or <see langword="null"/> when there is none or it is no text.</returns>
    public string? Text(string member) => this[member] is JsonValue value && value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>Sets a member; makes the document when it does not exist.</summary>
    /// <param name="member">The member's name.</param>
    /// <param name="value">The value; it is given away, and must not be part of another document.</param>
    public void Set(string member, JsonNode? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(member);
        Data()[member] = value;
    }

    /// <summary>Sets a member to a value of an event.</summary>
    /// <param name="member">The member's name.</param>
    /// <param name="value">The value; <see cref="JsonValueKind.Undefined"/> sets null.</param>
    public void Set(string member, JsonElement value) => Set(member, ReadModelJson.ToNode(value));

    /// <summary>Takes a member away.</summary>
    /// <param name="member">The member's name.</param>
    public void Remove(string member) => _data?.Remove(member);

    /// <summary>Adds to a number that is 0 while there is none. Exact for up to 28 digits.</summary>
    /// <param name="member">The member's name.</param>
    /// <param name="by">How much; may be negative.</param>
    /// <exception cref="InvalidOperationException">The member is no number.</exception>
    /// <exception cref="OverflowException">The sum has more digits than can be kept.</exception>
    public void Increment(string member, decimal by = 1) => Set(member, ReadModelJson.Number(Number(member) + by));

    /// <summary>Appends to a list that is empty while there is none. At the bound the oldest entry goes.</summary>
    /// <param name="member">The member's name.</param>
    /// <param name="value">The entry; it is given away.</param>
    /// <param name="max">The most entries that are kept, at least 1.</param>
    /// <exception cref="InvalidOperationException">The member is no list.</exception>
    public void Append(string member, JsonNode? value, int max = ReadModelLimits.ListMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var list = List(member);
        list.Add(value);
        while (list.Count > max)
        {
            list.RemoveAt(0);
        }
    }

    /// <summary>A list to be changed in place; made when there is none.</summary>
    /// <param name="member">The member's name.</param>
    /// <exception cref="InvalidOperationException">The member is no list.</exception>
    public JsonArray List(string member)
    {
        if (this[member] is not { } value)
        {
            var list = new JsonArray();
            Set(member, list);
            return list;
        }

        return value as JsonArray ?? throw new InvalidOperationException($"The member '{member}' is no list but {value.GetValueKind()}. Give lists a member of their own.");
    }

    /// <summary>Takes the document away. It may be made again by a later event.</summary>
    public void Delete()
    {
        _data = null;
        _stamps = null;
        Events = 0;

        // Nothing of before may remain: another process finds no document at all where this one still has it in memory.
        AggregateType = "";
        CreatedAt = DateTimeOffset.MaxValue;
        UpdatedAt = DateTimeOffset.MinValue;
    }

    /// <summary>Sets a member if no newer event has set it: the order in which events of different streams come makes no difference then.</summary>
    /// <param name="member">The member's name.</param>
    /// <param name="value">The value.</param>
    /// <param name="happened">The event it comes from. Of two with the same time the one of the greater stream name and version counts.</param>
    public void SetNewest(string member, JsonNode? value, ProjectedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var stamp = EventStamp.Of(happened);
        _ = Data();
        _stamps ??= [];
        if (_stamps[member]?.GetValue<string>() is { } known && string.CompareOrdinal(known, stamp) >= 0)
        {
            return;
        }

        _stamps[member] = stamp;
        Set(member, value);
    }

    /// <summary>Puts an entry into a list by the event's own time, so that the order in which events of different streams come makes no difference. At the bound the oldest goes.</summary>
    /// <param name="member">The member's name.</param>
    /// <param name="value">The entry; it is given away.</param>
    /// <param name="happened">The event it comes from.</param>
    /// <param name="max">The most entries that are kept, at least 1.</param>
    /// <exception cref="InvalidOperationException">The member is no list, or was appended to in another way.</exception>
    public void AppendOrdered(string member, JsonNode? value, ProjectedEvent happened, int max = ReadModelLimits.ListMax)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var list = List(member);
        _stamps ??= [];
        var name = $"{member}[]";
        var stamps = _stamps[name] as JsonArray;
        if (stamps is null)
        {
            stamps = [];
            _stamps[name] = stamps;
        }

        if (stamps.Count != list.Count)
        {
            throw new InvalidOperationException($"The list '{member}' has {list.Count} entries and the times of {stamps.Count}. Append to it in one way only.");
        }

        var stamp = EventStamp.Of(happened);
        var place = stamps.Count;
        while (place > 0 && string.CompareOrdinal(stamps[place - 1]?.GetValue<string>(), stamp) > 0)
        {
            place--;
        }

        list.Insert(place, value);
        stamps.Insert(place, stamp);
        while (list.Count > max)
        {
            list.RemoveAt(0);
            stamps.RemoveAt(0);
        }
    }

    internal void End(ProjectedEvent happened, ProjectionScope scope)
    {
        IsTouched = true;
        if (_data is null)
        {
            return;
        }

        Events++;
        AggregateType = AggregateType.Length == 0 ? happened.AggregateType : AggregateType;
        Version = scope == ProjectionScope.Stream ? happened.Version : Events;
        CreatedAt = happened.Time < CreatedAt ? happened.Time : CreatedAt;
        UpdatedAt = happened.Time > UpdatedAt ? happened.Time : UpdatedAt;
    }

    internal ReadModelChange ToChange() => _data is null
        ? new ReadModelChange(Key, null)
        : new ReadModelChange(Key, new StoredReadModel(Key, AggregateType, ReadModelJson.Write(_data), Version, Events, CreatedAt, UpdatedAt)
        {
            Stamps = _stamps is null ? default : ReadModelJson.Write(_stamps),
        });

    internal void Saved() => IsTouched = false;

    /// <summary>The same document, of which the other can be changed.</summary>
    internal ReadModel Copy() => new(Key, null)
    {
        _data = _data?.DeepClone().AsObject(),
        _stamps = _stamps?.DeepClone().AsObject(),
        Version = Version,
        Events = Events,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        AggregateType = AggregateType,
        IsTouched = IsTouched,
    };

    private JsonObject Data() => _data ??= [];
}
