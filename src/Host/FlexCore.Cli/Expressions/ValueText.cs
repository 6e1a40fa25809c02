using System.Buffers;
using System.Text;
using FlexCore.Streams.Json;
using FlexCore.Streams.Values;

namespace FlexCore.Cli.Expressions;

/// <summary>Shows values.</summary>
internal static class ValueText
{
    /// <summary>The value as JSON; <c>undefined</c>, <c>NaN</c> and the infinities, which JSON has not, by their names.</summary>
    /// <param name="value">The value.</param>
    public static string Show(Value value) => value switch
    {
        { IsUndefined: true } => "undefined",
        _ when value.TryGetNumber(out var number) && !double.IsFinite(number) => double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity",
        _ => Json(value),
    };

    /// <summary>The value as <c>JSON.stringify</c> writes it; <c>undefined</c> becomes null.</summary>
    /// <param name="value">The value.</param>
    public static string Json(Value value)
    {
        var bytes = new ArrayBufferWriter<byte>();
        ValueJson.Write(value, bytes);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
