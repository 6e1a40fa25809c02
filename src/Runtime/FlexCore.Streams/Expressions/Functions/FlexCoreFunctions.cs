using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>What JavaScript does not have and pipelines need.</summary>
internal static class FlexCoreFunctions
{
    public static readonly FunctionGroup Group = new(
        "FlexCore",
        [
            new("coalesce(...values)", "The first value that is neither null nor undefined nor empty text; undefined when there is none.", "coalesce(null, \"\", \"x\")", "\"x\"", Coalesce),
            new("hash(value)", "A stable integer from 0 to 2 ** 53 - 1: FNV-1a (64 bits) over the UTF-8 text of the value, JSON for lists and objects, mixed and cut to 53 bits.", "hash(\"user-1\") % 10", "8", Hash),
        ]);

    private static Value Coalesce(in Evaluation e, in Arguments a)
    {
        foreach (var item in a.Items)
        {
            if (!item.IsNullish && !(item.IsString && item.TextLength == 0))
            {
                return item;
            }
        }

        return Value.Undefined;
    }

    private static Value Hash(in Evaluation e, in Arguments a)
    {
        var text = a[0].Kind is ValueKind.Array or ValueKind.Object ? JsonWriter.Compact(e, a[0]) : Coercion.ToText(e, a[0]);
        if (!text.IsUtf8)
        {
            text = Text.Constant(text.AsString());
        }

        e.SpendText(text.TextLength);
        var hash = 14_695_981_039_346_656_037;
        foreach (var unit in text.IsUtf8 ? text.Utf8Span() : System.Text.Encoding.UTF8.GetBytes(text.AsString()))
        {
            hash = (hash ^ unit) * 1_099_511_628_211;
        }

        // The last bytes of a text reach the high bits only after mixing (MurmurHash3's finaliser).
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return Value.Number((hash ^ (hash >> 33)) >> 11);
    }
}
