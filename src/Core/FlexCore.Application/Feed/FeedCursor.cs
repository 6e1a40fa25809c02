using System.Collections.Immutable;
using System.Globalization;

namespace FlexCore.Application.Feed;

/// <summary>A place in the feed: for every shard the offset of the last event seen. Immutable.</summary>
public sealed class FeedCursor : IEquatable<FeedCursor>
{
    private readonly ImmutableSortedDictionary<int, long> _offsets;

    private FeedCursor(ImmutableSortedDictionary<int, long> offsets) => _offsets = offsets;

    /// <summary>Before the first event of every shard.</summary>
    public static FeedCursor Start { get; } = new(ImmutableSortedDictionary<int, long>.Empty);

    /// <summary>The shards with at least one event seen, and the last offset seen in each.</summary>
    public IReadOnlyDictionary<int, long> Offsets => _offsets;

    /// <summary>The last offset seen in a shard; 0 when none.</summary>
    /// <param name="shard">The shard number.</param>
    public long OffsetOf(int shard) => _offsets.GetValueOrDefault(shard);

    /// <summary>The cursor after moving one shard forward.</summary>
    /// <param name="shard">The shard number.</param>
    /// <param name="offset">The last offset seen there.</param>
    public FeedCursor With(int shard, long offset) => new(_offsets.SetItem(shard, offset));

    /// <summary>The cursor after moving several shards forward.</summary>
    /// <param name="offsets">Shard numbers with the last offset seen in each.</param>
    public FeedCursor With(IEnumerable<KeyValuePair<int, long>> offsets) => new(_offsets.SetItems(offsets));

    /// <summary>The text form <c>shard:offset,shard:offset…</c>, ordered by shard; empty for <see cref="Start"/>.</summary>
    public override string ToString() =>
        string.Join(',', _offsets.Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}:{pair.Value}")));

    /// <summary>Reads the text form.</summary>
    /// <param name="text">What <see cref="ToString"/> wrote.</param>
    /// <exception cref="FormatException">The text is not a cursor.</exception>
    public static FeedCursor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var builder = ImmutableSortedDictionary.CreateBuilder<int, long>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0
                || !int.TryParse(part.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
                || !long.TryParse(part.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            {
                throw new FormatException($"'{part}' in the feed cursor is not shard:offset. Use a cursor that this feed returned.");
            }

            builder[shard] = offset;
        }

        return new FeedCursor(builder.ToImmutable());
    }

    /// <inheritdoc/>
    public bool Equals(FeedCursor? other) => other is not null && _offsets.SequenceEqual(other._offsets);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeedCursor);

    /// <inheritdoc/>
    public override int GetHashCode() => _offsets.Aggregate(17, static (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));
}
