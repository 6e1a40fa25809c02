namespace FlexCore.Domain.EventTopics;

/// <summary>Every refusal of an event topic, so that codes and wording have one place.</summary>
internal static class EventTopicRefusals
{
    public static Refusal NoRecords() => BadRecords("The append has no records. Send at least one.");

    public static Refusal WrongCount(int stated, int found) =>
        BadRecords($"The append says that it has {stated} records, but {found} line feeds end one. Send each record on one line that ends with a line feed.");

    public static Refusal NoEnd() => BadRecords("The last record does not end with a line feed. Send each record on one line that ends with a line feed.");

    public static Refusal EmptyLine(int index) => BadRecords($"Line {index + 1} of the append is empty. Send one JSON value on each line.");

    public static Refusal TooManyRecords(int count) => TooLarge($"{count} records; one append takes at most {EventTopicLimits.AppendRecordsMax}");

    public static Refusal TooManyBytes(int bytes) => TooLarge($"{bytes} bytes; one append takes at most {EventTopicLimits.AppendBytesMax}");

    public static Refusal RecordTooLarge(int bytes) =>
        new("record-too-large", $"A record has {bytes} bytes; a record has at most {EventTopicLimits.RecordBytesMax}. Send it in parts, or leave parts of it out.");

    public static Refusal BadName(string producer, string rule) => BadProducer($"The producer '{Excerpt.Of(producer)}' {rule}.");

    public static Refusal BadRow(long row) => BadProducer($"The producer's row {row} does not exist. Rows are numbered from 1.");

    public static Refusal TooManyProducers() =>
        new("too-many-producers", $"The topic numbers the rows of at most {EventTopicLimits.ProducersMax} producers. Use one producer id for each stream, or another topic.");

    public static Refusal RowsMissing(ProducerRow sent, long last) =>
        new("rows-missing", $"The producer '{Excerpt.Of(sent.Producer)}' sends row {sent.Row}, but its last row is {last}. Send row {last + 1} first.");

    private static Refusal BadRecords(string message) => new("bad-records", message);

    private static Refusal TooLarge(string what) => new("append-too-large", $"The append has {what}. Send several appends.");

    private static Refusal BadProducer(string message) => new("bad-producer", message);
}
