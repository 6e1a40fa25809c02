using System.Buffers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Json;

/// <summary>Writes single values as JSON, for sinks outside this library.</summary>
public static class ValueJson
{
    /// <summary>Writes a value as <c>JSON.stringify</c> does; <c>undefined</c> becomes <c>null</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="output">Takes the UTF-8 bytes.</param>
    public static void Write(Value value, IBufferWriter<byte> output)
    {
        var json = new JsonOutput(output);
        json.Write(value);
        json.Flush();
    }
}
