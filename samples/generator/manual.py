"""PPR-9087-manual.pdf: seven pages, headings, ruled tables, a drawn figure with its caption."""

from generator.pdf import Page, pdf

TITLE = "PPR-9087 Precision Pressure Regulator - Product Manual"


def _page(number):
    page = Page()
    page.text(60, 40, "Wenyuan Machines", 9, "F3")
    page.text(395, 40, "PPR-9087 Manual, edition 3", 9, "F3")
    page.line(60, 46, 535, 46)
    page.text(290, 812, str(number), 9)
    return page


def _about():
    page = _page(1)
    page.text(60, 110, "PPR-9087 Precision Pressure Regulator", 22, "F2")
    page.text(60, 140, "Product manual, edition 3, March 2025", 12)
    y = page.heading(190, "1 About this product")
    y = page.lines(y, [
        "The PPR-9087 is a precision pressure regulator for compressed air. It keeps the outlet",
        "pressure constant when the inlet pressure or the flow changes. It is made in Yunzhou by",
        "Wenyuan Machines and has been delivered since October 2019.",
    ])
    y = page.lines(y, [
        "Do not confuse the PPR-9087 with the PPR-9078, which is a pilot-operated relief valve, or",
        "with the PRP-9087, which is the repair kit for the PPR-9087.",
    ])
    y = page.heading(y + 10, "1.1 Intended use", 12)
    page.lines(y, [
        "The regulator may be used with filtered, oil-free compressed air or nitrogen. It must not be",
        "used with oxygen, with flammable gases or as a safety device against excess pressure.",
    ])
    return page


def _safety():
    page = _page(2)
    y = page.heading(80, "2 Safety")
    y = page.lines(y, [
        "Read this chapter before you install the regulator. Only trained staff may work on it.",
    ])
    y = page.heading(y + 6, "2.1 Residual risks", 12)
    y = page.lines(y, [
        "Depressurise the line before you loosen any fitting. A line under pressure can come loose",
        "and injure people.",
        "The exhaust reaches a noise level of 82 dB(A). Wear hearing protection within two metres.",
    ])
    y = page.heading(y + 6, "2.2 Pressure test", 12)
    page.lines(y, [
        "After every repair, test the regulator at 1.5 times the rated pressure and hold the pressure",
        "for at least 10 minutes. In our own workshops Article 12 of the company's Work Safety",
        "Regulation applies to this test.",
    ])
    return page


def _specifications():
    page = _page(3)
    y = page.heading(80, "3 Technical data")
    page.text(60, y, "Table 1: Specifications of the PPR-9087", 10, "F3")
    y = page.table(y + 10, [
        ["Property", "Value", "Unit"],
        ["Maximum inlet pressure", "1.6", "MPa"],
        ["Outlet pressure range", "0.05 to 1.0", "MPa"],
        ["Nominal flow at 0.6 MPa", "1850", "L/min"],
        ["Repeatability", "0.5", "% of full scale"],
        ["Ambient temperature", "-10 to 60", "°C"],
        ["Port size", "G 1/2", ""],
        ["Mass", "1.8", "kg"],
        ["Degree of protection", "IP65", ""],
        ["Body material", "die-cast aluminium", ""],
        ["Diaphragm material", "FKM", ""],
    ], [200, 140, 115])
    y = page.heading(y + 16, "3.1 Variants", 12)
    page.text(60, y, "Table 2: Variants", 10, "F3")
    page.table(y + 10, [
        ["Type code", "Outlet range (MPa)", "Gauge", "Order number"],
        ["PPR-9087-A", "0.05 to 0.4", "without", "108 7701"],
        ["PPR-9087-B", "0.05 to 0.7", "analogue", "108 7702"],
        ["PPR-9087-C", "0.05 to 1.0", "digital", "108 7703"],
    ], [115, 125, 100, 115])
    return page


def _installation():
    page = _page(4)
    y = page.heading(80, "4 Installation")
    y = page.lines(y, [
        "Install the regulator upright, with the adjusting knob on top. The flow direction is marked",
        "by an arrow on the body. Mount a filter FE-40 not more than one metre upstream.",
        "Keep 60 mm of free space above the knob.",
    ])
    top = y + 20
    page.box(250, top + 60, 110, 90)
    page.box(275, top, 60, 60)
    page.fill(290, top - 14, 30, 14, 0.7)
    page.line(120, top + 105, 250, top + 105)
    page.line(360, top + 105, 490, top + 105)
    page.box(150, top + 85, 50, 40)
    page.line(480, top + 100, 490, top + 105)
    page.line(480, top + 110, 490, top + 105)
    page.text(156, top + 109, "Filter", 9)
    page.text(283, top + 108, "Body", 9)
    page.text(283, top + 34, "Bonnet", 9)
    page.text(330, top - 4, "Adjusting knob", 9)
    page.text(120, top + 98, "Inlet", 9)
    page.text(440, top + 98, "Outlet", 9)
    page.text(60, top + 185, "Figure 1: Installation of the PPR-9087 with the FE-40 filter upstream", 10, "F3")
    y = page.heading(top + 230, "4.1 Tightening torques", 12)
    page.lines(y, [
        "Tighten the four bonnet screws crosswise to 12 N·m. Tighten the port fittings to 45 N·m.",
    ])
    return page


def _operation():
    page = _page(5)
    y = page.heading(80, "5 Operation")
    y = page.lines(y, [
        "Pull the knob up to unlock it. Turn it clockwise to raise the outlet pressure and",
        "anticlockwise to lower it. Press the knob down to lock the setting.",
        "Always approach the wanted pressure from below.",
    ])
    y = page.heading(y + 6, "5.1 Firmware of the digital gauge", 12)
    page.lines(y, [
        "The digital gauge of the PPR-9087-C needs firmware v1.2.3 or later. Firmware v1.2.13 adds",
        "the unit psi. The gauge's battery lasts about three years and is of type CR2032.",
    ])
    return page


def _maintenance():
    page = _page(6)
    y = page.heading(80, "6 Maintenance")
    page.text(60, y, "Table 3: Maintenance schedule", 10, "F3")
    y = page.table(y + 10, [
        ["Task", "Interval", "Part"],
        ["Drain the filter bowl", "every week", "-"],
        ["Replace the filter element", "every 3 months", "FE-40"],
        ["Replace the diaphragm", "every 12 months", "PRP-9087"],
        ["Calibrate the gauge", "every 24 months", "-"],
    ], [200, 130, 125])
    y = page.heading(y + 16, "6.1 Replacing the diaphragm", 12)
    page.lines(y, [
        "The diaphragm is replaced every 12 months or after 2 million switching cycles, whichever",
        "comes first. Use only the repair kit PRP-9087. It contains a diaphragm, two O-rings and a",
        "tube of grease.",
        "Mark the position of the bonnet, remove the four screws, lift the bonnet and exchange the",
        "diaphragm. The work takes about 25 minutes.",
    ])
    return page


def _faults():
    page = _page(7)
    y = page.heading(80, "7 Troubleshooting")
    page.text(60, y, "Table 4: Faults", 10, "F3")
    y = page.table(y + 10, [
        ["Fault", "Likely cause", "Remedy"],
        ["Air escapes at the bonnet", "Torn diaphragm", "Fit repair kit PRP-9087"],
        ["Outlet pressure drifts", "Dirty valve seat", "Clean the seat"],
        ["Gauge shows E07", "Battery is empty", "Replace the CR2032 battery"],
        ["Knob cannot be turned", "Knob is locked", "Pull the knob up"],
    ], [165, 135, 155])
    y = page.heading(y + 16, "8 Service and warranty")
    page.lines(y, [
        "The warranty period is set out in the Limited Warranty Terms WT-2025-01.",
        "Spare parts are available for ten years after the last delivery of the product.",
        "Service hotline: +86 871 5550 0198, Monday to Friday, 9:00 to 17:00 (UTC+8).",
    ])
    return page


def build():
    pages = [_about(), _safety(), _specifications(), _installation(), _operation(), _maintenance(), _faults()]
    return pdf(TITLE, "Wenyuan Machines", pages)
