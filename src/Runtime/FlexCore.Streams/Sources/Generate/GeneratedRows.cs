using System.Buffers;
using System.Text;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Json;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Sources.Generate;

/// <summary>Writes generated records as JSON lines. Used by one source.</summary>
internal sealed class GeneratedRows
{
    private const double MillisecondsWithoutRate = 1;

    private readonly GenerateSourcePlan _plan;
    private readonly Value[] _cells = new Value[GenerateScope.RandomSlot + GenerateScope.RandomCount];
    private readonly ulong[] _fieldSeeds;

    /// <summary>Creates a writer.</summary>
    /// <param name="plan">The fields.</param>
    public GeneratedRows(GenerateSourcePlan plan)
    {
        _plan = plan;

        // A field's random numbers depend on its name and not on its place, so that adding a field leaves the others as they are.
        _fieldSeeds = [.. plan.Fields.Select(field => Mix((ulong)plan.Seed ^ Fnv1a(field.Name)))];
    }

    /// <summary>Makes records.</summary>
    /// <param name="first">The number of the first one.</param>
    /// <param name="count">How many.</param>
    /// <param name="offset">Bytes made before.</param>
    public SourceChunk Make(long first, int count, long offset)
    {
        var output = new ArrayBufferWriter<byte>(count * 64);
        var (starts, lengths) = (new int[count], new int[count]);
        Dictionary<int, RecordFailure>? defects = null;
        for (var i = 0; i < count; i++)
        {
            starts[i] = output.WrittenCount;
            if (Write(first + i, output) is { } failure)
            {
                (defects ??= [])[i] = failure;
            }

            lengths[i] = output.WrittenCount - starts[i];
            output.Write("\n"u8);
        }

        return new SourceChunk(output.WrittenSpan.ToArray(), starts, lengths, count)
        {
            SourceName = "generate",
            BaseOffset = offset,
            FirstLine = first,
            Defects = defects,
        };
    }

    private RecordFailure? Write(long number, ArrayBufferWriter<byte> output)
    {
        _cells[GenerateScope.NumberSlot] = Value.Number(number);
        _cells[GenerateScope.TimeSlot] = Value.Number(_plan.StartMs + Math.Floor((number - 1) * (_plan.Rate is { } rate ? 1000 / rate : MillisecondsWithoutRate)));
        var json = new JsonOutput(output);
        json.Raw((byte)'{');
        var isFirst = true;
        RecordFailure? failure = null;
        for (var i = 0; i < _plan.Fields.Count; i++)
        {
            var value = Evaluate(i, number, ref failure);
            if (value.IsUndefined)
            {
                continue;
            }

            if (!isFirst)
            {
                json.Raw((byte)',');
            }

            isFirst = false;
            json.Write(_plan.Fields[i].Name);
            json.Raw((byte)':');
            json.Write(value);
        }

        json.Raw((byte)'}');
        json.Flush();
        return failure;
    }

    private Value Evaluate(int field, long number, ref RecordFailure? failure)
    {
        var state = Mix(_fieldSeeds[field] ^ (ulong)number);
        for (var i = 0; i < GenerateScope.RandomCount; i++)
        {
            state = Mix(state);
            _cells[GenerateScope.RandomSlot + i] = Value.Number((state >> 11) * (1.0 / (1UL << 53)));
        }

        try
        {
            return _plan.Fields[field].Expression.Evaluate(new EvaluationFrame(_cells));
        }
        catch (ExpressionException error)
        {
            failure ??= ExpressionFailure.Of(error);
            return Value.Null;
        }
    }

    // SplitMix64: every input bit reaches every output bit.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private static ulong Fnv1a(string text)
    {
        var hash = 14695981039346656037;
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ unit) * 1099511628211;
        }

        return hash;
    }
}
