using System.Text;
using Google.Protobuf;

namespace FlexCore.Telemetry.Tests.Receiver;

/// <summary>A protobuf message read by its wire format alone: field numbers and what they hold. The numbers are those of the OTLP definitions.</summary>
internal sealed class WireMessage
{
    private readonly List<(int Field, object Value)> _fields = [];

    public static WireMessage Parse(byte[] bytes)
    {
        var message = new WireMessage();
        using var input = new CodedInputStream(bytes);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            object value = WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => input.ReadUInt64(),
                WireFormat.WireType.Fixed64 => input.ReadFixed64(),
                WireFormat.WireType.Fixed32 => input.ReadFixed32(),
                WireFormat.WireType.LengthDelimited => input.ReadBytes().ToByteArray(),
                var other => throw new FormatException($"wire type {other}"),
            };
            message._fields.Add((WireFormat.GetTagFieldNumber(tag), value));
        }

        return message;
    }

    public IEnumerable<WireMessage> Messages(int field) => Values(field).Select(static value => Parse((byte[])value));

    /// <summary>The messages at the end of a path of field numbers.</summary>
    public IEnumerable<WireMessage> Path(params int[] fields) =>
        fields.Aggregate((IEnumerable<WireMessage>)[this], static (messages, field) => messages.SelectMany(message => message.Messages(field)));

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field));

    public ulong Number(int field) => Values(field).OfType<ulong>().FirstOrDefault();

    public bool Has(int field) => Values(field).Any();

    /// <summary>A list of KeyValue messages with text values.</summary>
    public Dictionary<string, string> Attributes(int field) =>
        Messages(field).ToDictionary(static pair => pair.Text(1), static pair => pair.Messages(2).First().Text(1));

    private byte[] Bytes(int field) => Values(field).OfType<byte[]>().FirstOrDefault() ?? [];

    private IEnumerable<object> Values(int field) => _fields.Where(entry => entry.Field == field).Select(static entry => entry.Value);
}
