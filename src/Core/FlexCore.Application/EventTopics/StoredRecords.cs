using System.Text.Json;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.EventTopics;

/// <summary>The shape of stored records as any JSON reader sees it. <see cref="RecordsPayload"/> writes and reads it without parsing the records.</summary>
/// <param name="First">The number of the first record.</param>
/// <param name="Offset">How many bytes of records come before.</param>
/// <param name="Count">How many records there are.</param>
/// <param name="Producer">The producer and its last row, if the producer numbers its rows.</param>
/// <param name="Records">The records, each on a line of its own.</param>
internal sealed record StoredRecords(long First, long Offset, int Count, JsonElement[] Records, ProducerRow? Producer = null);
