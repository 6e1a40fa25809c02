using FlexCore.Application.Journal;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Reading;

/// <summary>Takes rows from a running statement until a page is full: by the statement's own limit, or by bytes, so that large events do not fill the memory.</summary>
internal static class EventPage
{
    private const int BytesMax = 4 * 1024 * 1024;

    /// <summary>Runs the command and takes at least one event when there is one.</summary>
    /// <param name="command">A statement that gives <see cref="EventRowReader.Columns"/>.</param>
    /// <param name="rows">Decodes the rows.</param>
    /// <param name="check">Is shown each event before it is taken; throws when it is not the one that must come.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The events, and whether the page ended before the statement did.</returns>
    public static async Task<(List<StoredEvent> Events, bool IsCut)> ReadAsync(
        NpgsqlCommand command, EventRowReader rows, Action<StoredEvent> check, CancellationToken cancellationToken)
    {
        var events = new List<StoredEvent>();
        var bytes = 0;
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (bytes >= BytesMax)
                {
                    // The rest would be received only to be dropped.
                    command.Cancel();
                    return (events, true);
                }

                var stored = rows.Read(reader);
                check(stored);
                events.Add(stored);
                bytes += stored.Payload.Length;
            }
        }

        return (events, false);
    }
}
