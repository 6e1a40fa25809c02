using System.Globalization;

namespace FlexCore.Hocon;

public abstract partial class HoconValue
{
    /// <summary>The text of a string, number (as written) or boolean.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="HoconException">The value is null, an array or an object.</exception>
    public string AsString() => Simple("a string").Text;

    /// <summary>A boolean, or one of the strings true, yes, on, false, no, off.</summary>
    /// <returns>The boolean.</returns>
    /// <exception cref="HoconException">The value is none of these.</exception>
    public bool AsBoolean()
    {
        var scalar = Simple("a boolean");
        return scalar switch
        {
            { Kind: HoconValueKind.Number } => throw Mismatch("a boolean (true, yes, on, false, no, off)"),
            { Text: "true" or "yes" or "on" } => true,
            { Text: "false" or "no" or "off" } => false,
            _ => throw Mismatch("a boolean (true, yes, on, false, no, off)"),
        };
    }

    /// <summary>A whole number of 32 bits, or a string that is one.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="HoconException">The value is no number, not whole, or out of range.</exception>
    public int AsInt32()
    {
        var value = AsInt64();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw OutOfRange("32 bits");
    }

    /// <summary>A whole number of 64 bits, or a string that is one.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="HoconException">The value is no number, not whole, or out of range.</exception>
    public long AsInt64()
    {
        var text = NumberText("a whole number");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number is < long.MinValue or > long.MaxValue)
        {
            throw OutOfRange("64 bits");
        }

        return decimal.Truncate(number) == number ? (long)number : throw Mismatch("a whole number");
    }

    /// <summary>A number, or a string that is one.</summary>
    /// <returns>The nearest double.</returns>
    /// <exception cref="HoconException">The value is no number or too large.</exception>
    public double AsDouble()
    {
        var value = double.Parse(NumberText("a number"), NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? value : throw OutOfRange("a double");
    }

    /// <summary>A duration: a number of milliseconds or a string with a unit, see <see cref="HoconUnits.ParseDuration"/>.</summary>
    /// <returns>The duration, rounded to 100 ns.</returns>
    /// <exception cref="HoconException">The value is no duration or does not fit.</exception>
    public TimeSpan AsDuration() => HoconUnits.Duration(UnitText("a duration"), Origin);

    /// <summary>A duration in nanoseconds, for values finer than <see cref="TimeSpan"/> holds.</summary>
    /// <returns>Nanoseconds; fractions are cut off.</returns>
    /// <exception cref="HoconException">The value is no duration or does not fit.</exception>
    public long AsNanoseconds() => HoconUnits.Nanoseconds(UnitText("a duration"), Origin);

    /// <summary>A period: a number of days or a string with a unit, see <see cref="HoconUnits.ParsePeriod"/>.</summary>
    /// <returns>The period.</returns>
    /// <exception cref="HoconException">The value is no period or does not fit.</exception>
    public HoconPeriod AsPeriod() => HoconUnits.Period(UnitText("a period"), Origin);

    /// <summary>A size: a number of bytes or a string with a unit, see <see cref="HoconUnits.ParseSize"/>.</summary>
    /// <returns>Bytes.</returns>
    /// <exception cref="HoconException">The value is no size, negative, or does not fit.</exception>
    public long AsSize() => HoconUnits.Size(UnitText("a size"), Origin);

    /// <summary>An array, or an object with numeric keys: its elements in the order of those keys, other keys ignored, gaps closed.</summary>
    /// <returns>The array.</returns>
    /// <exception cref="HoconException">The value is neither.</exception>
    public HoconArray AsArray()
    {
        if (this is HoconArray array)
        {
            return array;
        }

        var numbered = new SortedList<int, HoconValue>();
        foreach (var (key, value) in (this as HoconObject ?? HoconObject.Empty).Fields)
        {
            if (NumberedKeys.TryParse(key, out var index))
            {
                numbered.Add(index, value);
            }
        }

        return numbered.Count > 0 ? new HoconArray([.. numbered.Values], Origin) : throw Mismatch("an array");
    }

    /// <summary>An object.</summary>
    /// <returns>The object.</returns>
    /// <exception cref="HoconException">The value is no object.</exception>
    public HoconObject AsObject() => this as HoconObject ?? throw Mismatch("an object");

    private HoconScalar Simple(string wanted) =>
        this is HoconScalar { Kind: not HoconValueKind.Null } scalar ? scalar : throw Mismatch(wanted);

    private string NumberText(string wanted)
    {
        var scalar = Simple(wanted);
        var text = Syntax.Characters.Trim(scalar.Text);
        return Syntax.Characters.IsNumber(text) ? text : throw Mismatch(wanted);
    }

    private string UnitText(string wanted) =>
        Simple(wanted) is { Kind: not HoconValueKind.Boolean } scalar ? scalar.Text : throw Mismatch(wanted);

    private HoconException Mismatch(string wanted) => Kind == HoconValueKind.Null
        ? new HoconException(HoconErrorKind.Missing, Origin, $"The value is null, but {wanted} is needed.")
        : new HoconException(HoconErrorKind.WrongType, Origin, $"The value {Shown()} is {Named(Kind)}, not {wanted}.");

    private HoconException OutOfRange(string range) =>
        new(HoconErrorKind.BadValue, Origin, $"The number {Shown()} does not fit {range}.");

    private string Shown()
    {
        var json = TreeSize > 16 ? "" : ToJson();
        return json.Length is 0 or > 60 ? "here" : json;
    }

    private static string Named(HoconValueKind kind) => kind switch
    {
        HoconValueKind.Array or HoconValueKind.Object => $"an {kind.ToString().ToLowerInvariant()}",
        _ => $"a {kind.ToString().ToLowerInvariant()}",
    };
}
