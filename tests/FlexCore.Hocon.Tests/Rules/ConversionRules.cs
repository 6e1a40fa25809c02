namespace FlexCore.Hocon.Tests.Rules;

/// <summary>Rules 18 to 20: numbered objects as arrays, conversions, durations, periods, sizes.</summary>
public class ConversionRules
{
    private static HoconValue Value(string written) => Resolved.Object($"a = {written}").Fields["a"];

    [Theory] // Rule 18
    [InlineData("{ \"0\" : a, \"1\" : b }", "a b")]
    [InlineData("{ \"1\" : b, \"0\" : a }", "a b")]
    [InlineData("{ \"0\" : a, \"2\" : c, \"10\" : d }", "a c d")]
    [InlineData("{ \"0\" : a, foo : x, \"-1\" : y, \"00\" : z, \"+1\" : w, \"99999999999\" : v }", "a")]
    [InlineData("[a, b]", "a b")]
    public void An_object_with_numeric_keys_is_an_array_when_one_is_asked_for(string written, string items) =>
        string.Join(' ', Value(written).AsArray().Select(item => item.AsString())).ShouldBe(items);

    [Fact] // Rule 18
    public void The_conversion_happens_only_when_asked() => Value("{ \"0\" : a }").Kind.ShouldBe(HoconValueKind.Object);

    [Theory] // Rule 18
    [InlineData("{}")]
    [InlineData("{ foo : a }")]
    [InlineData("{ \"01\" : a }")]
    [InlineData("x")]
    [InlineData("5")]
    public void Nothing_else_is_an_array(string written) =>
        Should.Throw<HoconException>(() => Value(written).AsArray()).Kind.ShouldBe(HoconErrorKind.WrongType);

    [Theory] // Rule 19
    [InlineData("1.50", "1.50")]
    [InlineData("true", "true")]
    [InlineData("x", "x")]
    [InlineData("\"\"", "")]
    [InlineData("1E5", "1E5")]
    public void Numbers_and_booleans_convert_to_text_as_written(string written, string text) => Value(written).AsString().ShouldBe(text);

    [Theory] // Rule 19
    [InlineData("10", 10)]
    [InlineData("\"10\"", 10)]
    [InlineData("10.0", 10)]
    [InlineData("1e3", 1000)]
    [InlineData("\"-7\"", -7)]
    [InlineData("007", 7)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void Text_converts_to_whole_numbers(string written, long number) => Value(written).AsInt64().ShouldBe(number);

    [Theory] // Rule 19
    [InlineData("1.5")]
    [InlineData("x")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("0x10")]
    [InlineData("\"1,000\"")]
    [InlineData("[1]")]
    [InlineData("{ \"0\" : 1 }")]
    public void What_is_no_whole_number_is_a_type_error(string written) =>
        Should.Throw<HoconException>(() => Value(written).AsInt64()).Kind.ShouldBe(HoconErrorKind.WrongType);

    [Theory] // Rule 19
    [InlineData("9223372036854775808")]
    [InlineData("1e400")]
    [InlineData("-1e30")]
    public void A_number_out_of_range_says_so(string written) =>
        Should.Throw<HoconException>(() => Value(written).AsInt64()).Kind.ShouldBe(HoconErrorKind.BadValue);

    [Fact] // Rule 19
    public void A_32_bit_number_is_checked_against_32_bits()
    {
        Value("2147483647").AsInt32().ShouldBe(int.MaxValue);
        Should.Throw<HoconException>(() => Value("2147483648").AsInt32()).Kind.ShouldBe(HoconErrorKind.BadValue);
    }

    [Fact] // Rule 19
    public void Text_converts_to_doubles()
    {
        Value("\"1.5e2\"").AsDouble().ShouldBe(150);
        Value("-0.25").AsDouble().ShouldBe(-0.25);
        Should.Throw<HoconException>(() => Value("1e999").AsDouble()).Kind.ShouldBe(HoconErrorKind.BadValue);
        Should.Throw<HoconException>(() => Value("NaN").AsDouble()).Kind.ShouldBe(HoconErrorKind.WrongType);
    }

    [Theory] // Rule 19
    [InlineData("true", true)]
    [InlineData("yes", true)]
    [InlineData("on", true)]
    [InlineData("\"true\"", true)]
    [InlineData("false", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    public void Six_words_are_booleans(string written, bool value) => Value(written).AsBoolean().ShouldBe(value);

    [Theory] // Rule 19
    [InlineData("1")]
    [InlineData("True")]
    [InlineData("YES")]
    [InlineData("y")]
    [InlineData("\"\"")]
    public void No_other_word_is_a_boolean(string written) =>
        Should.Throw<HoconException>(() => Value(written).AsBoolean()).Kind.ShouldBe(HoconErrorKind.WrongType);

    [Fact] // Rule 19
    public void Null_counts_as_missing_and_converts_to_nothing()
    {
        var root = Resolved.Object("a = null");
        root.HasPath("a").ShouldBeFalse();
        root.Find("a").ShouldNotBeNull().Kind.ShouldBe(HoconValueKind.Null);
        Should.Throw<HoconException>(() => root.GetString("a")).Kind.ShouldBe(HoconErrorKind.Missing);
        Should.Throw<HoconException>(() => root.Fields["a"].AsInt32()).Kind.ShouldBe(HoconErrorKind.Missing);
        Should.Throw<HoconException>(() => root.GetString("b")).Kind.ShouldBe(HoconErrorKind.Missing);
    }

    [Fact] // Rule 19
    public void A_type_error_names_value_type_and_place()
    {
        var root = Resolved.Object("a = 1\n b = [x]");
        var failure = Should.Throw<HoconException>(() => root.GetInt32("b"));
        failure.Message.ShouldBe("text:2:6: The value [\"x\"] is an array, not a whole number.");
    }

    [Theory] // Rule 20
    [InlineData("10", 10_000_000)]
    [InlineData("\"10\"", 10_000_000)]
    [InlineData("10ns", 10)]
    [InlineData("10 nanos", 10)]
    [InlineData("1 nanosecond", 1)]
    [InlineData("149ns", 149)]
    [InlineData("150ns", 150)]
    [InlineData("10us", 10_000)]
    [InlineData("10 micros", 10_000)]
    [InlineData("1microsecond", 1_000)]
    [InlineData("10ms", 10_000_000)]
    [InlineData("10 millis", 10_000_000)]
    [InlineData("10 milliseconds", 10_000_000)]
    [InlineData("10s", 10_000_000_000)]
    [InlineData("1 second", 1_000_000_000)]
    [InlineData("0.5s", 500_000_000)]
    [InlineData("1.5 seconds", 1_500_000_000)]
    [InlineData("1e3 ms", 1_000_000_000)]
    [InlineData("2m", 120_000_000_000)]
    [InlineData("2 minutes", 120_000_000_000)]
    [InlineData("1h", 3_600_000_000_000)]
    [InlineData("1 hour", 3_600_000_000_000)]
    [InlineData("1d", 86_400_000_000_000)]
    [InlineData("2 days", 172_800_000_000_000)]
    [InlineData("\"  3 s  \"", 3_000_000_000)]
    [InlineData("-1s", -1_000_000_000)]
    public void A_duration_is_a_number_with_a_lower_case_unit(string written, long nanoseconds)
    {
        Value(written).AsNanoseconds().ShouldBe(nanoseconds);
        Value(written).AsDuration().Ticks.ShouldBe((long)Math.Round(nanoseconds / 100m, MidpointRounding.AwayFromZero));
    }

    [Theory] // Rule 20
    [InlineData("10 S")]
    [InlineData("10 fortnights")]
    [InlineData("s")]
    [InlineData("ten s")]
    [InlineData("10 s s")]
    [InlineData("\"\"")]
    [InlineData("1_0s")]
    [InlineData("1000000000000 d")]
    [InlineData("1e30 s")]
    public void What_is_no_duration_is_a_bad_value(string written) =>
        Should.Throw<HoconException>(() => Value(written).AsDuration()).Kind.ShouldBe(HoconErrorKind.BadValue);

    [Theory] // Rule 20
    [InlineData("true")]
    [InlineData("[1]")]
    public void A_boolean_or_array_is_no_duration(string written) =>
        Should.Throw<HoconException>(() => Value(written).AsDuration()).Kind.ShouldBe(HoconErrorKind.WrongType);

    [Theory] // Rule 20
    [InlineData("14", 0, 0, 14)]
    [InlineData("3 d", 0, 0, 3)]
    [InlineData("2 weeks", 0, 0, 14)]
    [InlineData("1w", 0, 0, 7)]
    [InlineData("6m", 0, 6, 0)]
    [InlineData("6mo", 0, 6, 0)]
    [InlineData("1 month", 0, 1, 0)]
    [InlineData("2 years", 2, 0, 0)]
    [InlineData("-1y", -1, 0, 0)]
    public void A_period_is_a_whole_number_of_days_weeks_months_or_years(string written, int years, int months, int days) =>
        Value(written).AsPeriod().ShouldBe(new HoconPeriod(years, months, days));

    [Theory] // Rule 20
    [InlineData("1.5d")]
    [InlineData("1 h")]
    [InlineData("9999999999 d")]
    [InlineData("2000000000 w")]
    public void What_is_no_period_is_a_bad_value(string written) =>
        Should.Throw<HoconException>(() => Value(written).AsPeriod()).Kind.ShouldBe(HoconErrorKind.BadValue);

    [Fact] // Rule 20
    public void A_period_is_added_months_before_days_and_clamped_to_the_month() =>
        new HoconPeriod(0, 1, 1).AddTo(new DateOnly(2026, 1, 31)).ShouldBe(new DateOnly(2026, 3, 1));

    [Theory] // Rule 20
    [InlineData("1024", 1024)]
    [InlineData("\"1024\"", 1024)]
    [InlineData("10B", 10)]
    [InlineData("10 b", 10)]
    [InlineData("10 bytes", 10)]
    [InlineData("1kB", 1000)]
    [InlineData("1 kilobyte", 1000)]
    [InlineData("1K", 1024)]
    [InlineData("1k", 1024)]
    [InlineData("1Ki", 1024)]
    [InlineData("1KiB", 1024)]
    [InlineData("2 kibibytes", 2048)]
    [InlineData("1MB", 1_000_000)]
    [InlineData("1m", 1_048_576)]
    [InlineData("1M", 1_048_576)]
    [InlineData("1.5MiB", 1_572_864)]
    [InlineData("1GB", 1_000_000_000)]
    [InlineData("2G", 2_147_483_648)]
    [InlineData("1TB", 1_000_000_000_000)]
    [InlineData("1T", 1_099_511_627_776)]
    [InlineData("1 petabyte", 1_000_000_000_000_000)]
    [InlineData("1P", 1_125_899_906_842_624)]
    [InlineData("1EB", 1_000_000_000_000_000_000)]
    [InlineData("1e", 1_152_921_504_606_846_976)]
    [InlineData("0.5K", 512)]
    [InlineData("0.1B", 0)]
    public void A_size_has_decimal_or_binary_units_and_one_letter_is_binary(string written, long bytes) => Value(written).AsSize().ShouldBe(bytes);

    [Theory] // Rule 20
    [InlineData("1ZB")]
    [InlineData("1YiB")]
    [InlineData("8E")]
    [InlineData("-1")]
    [InlineData("1KB")]
    [InlineData("1 kb")]
    [InlineData("10 sheep")]
    public void A_size_that_overflows_is_negative_or_has_a_wrong_unit_is_a_bad_value(string written) =>
        Should.Throw<HoconException>(() => Value(written).AsSize()).Kind.ShouldBe(HoconErrorKind.BadValue);

    [Fact] // Rule 20
    public void An_unknown_unit_lists_the_known_ones() =>
        Should.Throw<HoconException>(() => HoconUnits.ParseDuration("5 sec")).Problem.ShouldBe(
            "'5 sec' has the unknown duration unit 'sec'; known are ns nano nanos nanosecond nanoseconds us micro micros microsecond microseconds ms milli millis millisecond milliseconds s second seconds m minute minutes h hour hours d day days.");
}
