namespace FlexCore.Telemetry.Tests;

public sealed class TelemetryOptionsTests
{
    [Fact]
    public void The_defaults_are_valid_and_send_nothing()
    {
        var options = new TelemetryOptions();
        options.Validate();
        options.IsEnabled.ShouldBeFalse();
        options.ToString().ShouldBe("off");
        TelemetryExport.Start(options, "1.0", new KeptLog()).ShouldBeNull();
    }

    [Theory]
    [InlineData("endpoint", "localhost:4318")]
    [InlineData("endpoint", "ftp://127.0.0.1")]
    [InlineData("endpoint", "/v1")]
    [InlineData("headers", "token")]
    [InlineData("headers", "a=b,=c")]
    [InlineData("interval", "00:00:00.050")]
    [InlineData("interval", "02:00:00")]
    [InlineData("timeout", "00:02:00")]
    [InlineData("service-name", " ")]
    [InlineData("sampling", "1.5")]
    [InlineData("sampling", "-0.1")]
    [InlineData("sampling", "NaN")]
    public void A_wrong_setting_is_refused_by_its_key(string key, string value)
    {
        var options = new TelemetryOptions { Endpoint = "http://127.0.0.1:4318" };
        switch (key)
        {
            case "endpoint": options.Endpoint = value; break;
            case "headers": options.Headers = value; break;
            case "interval": options.Interval = TimeSpan.Parse(value, null); break;
            case "timeout": options.Timeout = TimeSpan.Parse(value, null); break;
            case "service-name": options.ServiceName = value; break;
            default: options.Sampling = double.Parse(value, System.Globalization.CultureInfo.InvariantCulture); break;
        }

        Should.Throw<ArgumentException>(options.Validate).Message.ShouldContain($"flexcore.telemetry.{key}");
    }

    [Fact]
    public void Headers_are_not_shown_even_when_they_are_wrong()
    {
        var options = new TelemetryOptions { Endpoint = "http://127.0.0.1:4318", Headers = "planted-secret" };
        Should.Throw<ArgumentException>(options.Validate).Message.ShouldNotContain("planted-secret");
        options.ToString().ShouldNotContain("planted-secret");
    }
}
