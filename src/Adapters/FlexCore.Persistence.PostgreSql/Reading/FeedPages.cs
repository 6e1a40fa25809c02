using FlexCore.Application.Feed;
using FlexCore.Application.Journal;

namespace FlexCore.Persistence.PostgreSql.Reading;

/// <summary>Cuts a page of the feed into the batches that a subscriber asked for. Pure.</summary>
internal static class FeedPages
{
    /// <summary>The batches of a page, in order.</summary>
    /// <param name="page">What was read.</param>
    /// <param name="from">Where the page begins.</param>
    /// <param name="countMax">The most events in a batch.</param>
    public static IEnumerable<FeedBatch> Split(FeedBatch page, FeedCursor from, int countMax)
    {
        var events = page.Events;
        if (events.Count <= countMax)
        {
            yield return page;
            yield break;
        }

        var cursor = from;
        var reached = new Dictionary<int, long>();
        for (var start = 0; start < events.Count; start += countMax)
        {
            var size = Math.Min(countMax, events.Count - start);
            var part = new List<StoredEvent>(size);
            reached.Clear();
            for (var i = start; i < start + size; i++)
            {
                part.Add(events[i]);
                reached[events[i].Shard] = events[i].Offset;
            }

            cursor = cursor.With(reached);
            yield return new FeedBatch(part, cursor);
        }
    }
}
